/** Stands in for `wxt/browser` in the gallery: only the texts are asked for, in the language of the address. */
import ar from "../../public/_locales/ar/messages.json";
import de from "../../public/_locales/de/messages.json";
import en from "../../public/_locales/en/messages.json";
import es from "../../public/_locales/es/messages.json";
import fr from "../../public/_locales/fr/messages.json";
import pt_BR from "../../public/_locales/pt_BR/messages.json";
import zh_CN from "../../public/_locales/zh_CN/messages.json";

type Texts = Readonly<Record<string, { message: string }>>;

const LANGUAGES: Readonly<Record<string, Texts>> = { ar, de, en, es, fr, pt_BR, zh_CN };
const texts = LANGUAGES[new URLSearchParams(location.search).get("lang") ?? "en"] ?? (en as Texts);

export const browser = {
  i18n: {
    getMessage(key: string, substitutions: string[] = []): string {
      return (texts[key]?.message ?? "").replace(
        /\$(\d)/g,
        (_, n: string) => substitutions[Number(n) - 1] ?? "",
      );
    },
  },
};
