import type { ComponentChildren } from "preact";
import { t } from "../../lib/extension/i18n";
import { MarkIcon } from "../controls/icons";

interface Props {
  readonly title: string;
  readonly children: ComponentChildren;
}

/** The frame of options, welcome and history. */
export function Page({ title, children }: Props) {
  return (
    <div class="page">
      <header class="page-header">
        <MarkIcon size={24} />
        <span class="soft">{t("extensionName")}</span>
        <h1>{title}</h1>
      </header>
      <main>{children}</main>
      <footer class="small soft">{t("notAffiliated")}</footer>
    </div>
  );
}

interface SectionProps {
  readonly id: string;
  readonly title: string;
  readonly children: ComponentChildren;
}

export function Section({ id, title, children }: SectionProps) {
  return (
    <section class="section" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <div class="section-body">{children}</div>
    </section>
  );
}
