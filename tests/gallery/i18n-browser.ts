/** Stands in for `wxt/browser` in the gallery: only the texts are asked for. */
import messages from "../../public/_locales/en/messages.json";

const english: Readonly<Record<string, { message: string }>> = messages;

export const browser = {
  i18n: {
    getMessage(key: string, substitutions: string[] = []): string {
      return (english[key]?.message ?? "").replace(
        /\$(\d)/g,
        (_, n: string) => substitutions[Number(n) - 1] ?? "",
      );
    },
  },
};
