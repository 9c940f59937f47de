import { beforeGesture } from "./chaos.ts";
import type { Display } from "./display.ts";
import type { FirefoxStage } from "./firefox-stage.ts";
import { until } from "./until.ts";

/**
 * Right-clicks the drawn element with the real pointer, and chooses an item of the native menu by its words; of the
 * extension's own, which Firefox puts into a submenu when there are several.
 */
export async function chooseFirefoxMenuItem(
  { marionette }: FirefoxStage,
  { keyboard }: Display,
  selector: string,
  index: number,
  label: string,
): Promise<void> {
  await keyboard.focus("Firefox");
  const { x, y } = await marionette.inPage<{ x: number; y: number }>(
    `const node = document.querySelectorAll(arguments[0])[arguments[1]];
     node.scrollIntoView({ block: "center" });
     const box = node.getBoundingClientRect();
     return { x: mozInnerScreenX + box.x + box.width / 2, y: mozInnerScreenY + box.y + box.height / 2 };`,
    selector,
    index,
  );
  await keyboard.click(x, y, 3);
  await until("the native menu", () =>
    marionette.inChrome<boolean>(
      `const done = arguments[0]; done(document.getElementById("contentAreaContextMenu").state === "open");`,
    ),
  );
  await beforeGesture();
  await until(`the menu item ${label}`, () =>
    marionette.inChrome<boolean>(
      `const [label, done] = arguments;
       const menu = document.getElementById("contentAreaContextMenu");
       const item = [...menu.querySelectorAll("menuitem")].find((each) => each.label === label);
       const popup = item?.closest("menupopup");
       if (popup?.state !== "open") {
         // An item takes a press only while its submenu is open.
         item?.closest("menu")?.openMenu(true);
         return done(false);
       }
       popup.activateItem(item);
       done(true);`,
      label,
    ),
  );
}
