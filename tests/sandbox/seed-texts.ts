/** What invented people write. Some are equal on purpose: a snippet proves little. */
export const TEXTS: readonly string[] = [
  "Thanks, that works for me. See you on Thursday at ten.",
  "Did you get a chance to look at the deck I sent over?",
  "Quick question about the pricing page: who owns it on your side?",
  "Great meeting you at the conference!",
  "Great meeting you at the conference!",
  "I am moving to the Lisbon office in spring, let's keep in touch.",
  "Could you introduce me to whoever runs your packaging line?",
  "Happy work anniversary!",
  "Happy work anniversary!",
  "Let me check with the team and come back to you.",
  "Here is the link: https://example.com/notes/minutes-of-the-call",
  "Ich melde mich nächste Woche mit einem Vorschlag.",
  "Könnten wir das Gespräch auf 15 Uhr verschieben?",
  "Merci beaucoup, je vous tiens au courant dès que possible.",
  "¿Te viene bien una llamada el martes por la tarde?",
  "Obrigado pelo contato! Podemos marcar para amanhã?",
  "好的，我们下周再联系。",
  "资料已经收到，谢谢！",
  "شكرًا جزيلًا، سأعود إليك قريبًا.",
  "Спасибо, посмотрю вечером и отвечу.",
  "ありがとうございます。来週また連絡します。",
  "네, 확인했습니다. 감사합니다!",
  "Two things: 1) the invoice, 2) the date & place. Both <urgent>?",
  "👍",
  "ok",
];

export const GROUP_TITLES: readonly string[] = [
  "Harbour cleanup crew",
  "Q3 launch – design review",
  "面试安排",
  "Alumni of Fernglass 2019",
];

export const INMAIL_TITLES: readonly string[] = [
  "Senior role with a small team",
  "An opportunity in Northlight Freight",
  "Would you join our advisory panel?",
];

export const SPONSORED_TITLES: readonly string[] = [
  "Your seat at the supply summit",
  "Cut your cloud bill in an afternoon",
];

/** With the arm `hostile`: what must be shown as text, and must not break a layout or a store. */
export const HOSTILE_NAMES: readonly string[] = [
  '<img src=x onerror="document.title=1">',
  "</code><script>document.title=1</script>",
  "\u202egpj.exe\u202c \u2066left\u2069",
  `Long ${"A".repeat(10_000)}`,
  '=HYPERLINK("https://example.com")',
  "\u0000\u0008\u200b\ufeff",
  "constructor __proto__ $1 $& {0} %s",
];
