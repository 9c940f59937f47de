import type { Arms } from "./arms.ts";

/** The few texts that answers carry in the viewer's language; the page has its own. */
interface Localised {
  readonly deletedMember: string;
  readonly sponsored: string;
  readonly inmail: string;
}

const TEXTS: Readonly<Record<Arms["language"], Localised>> = {
  en: { deletedMember: "LinkedIn Member", sponsored: "Sponsored", inmail: "InMail" },
  de: { deletedMember: "LinkedIn Mitglied", sponsored: "Anzeige", inmail: "InMail" },
  fr: { deletedMember: "Utilisateur LinkedIn", sponsored: "Sponsorisé", inmail: "InMail" },
  es: { deletedMember: "Miembro de LinkedIn", sponsored: "Promocionado", inmail: "InMail" },
  pt: { deletedMember: "Usuário do LinkedIn", sponsored: "Patrocinado", inmail: "InMail" },
  zh: { deletedMember: "领英会员", sponsored: "推广", inmail: "InMail" },
  ar: { deletedMember: "عضو LinkedIn", sponsored: "إعلان ممول", inmail: "رسالة InMail" },
};

export function localised(language: Arms["language"]): Localised {
  return TEXTS[language];
}
