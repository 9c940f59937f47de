import { offerChannel } from "../channel";
import { tapEventSource } from "./event-source";
import { tapFetch } from "./fetch";
import { quietly } from "./own";
import { createReport, type Report } from "./report";
import { tapXhr } from "./xhr";

/**
 * In the page's world, document_start: hears the messenger answers that the page fetches and hands their text to the
 * isolated side. Changes nothing the page does, delays no answer, adds no global, leaves nothing in the DOM.
 */
export function installTap(scope: Window & typeof globalThis): void {
  quietly(() => {
    const send = createReport(offerChannel(scope));
    const report: Report = (watched, status, text, tooBig) =>
      quietly(() => send(watched, status, text, tooBig));
    for (const tap of [tapFetch, tapXhr, tapEventSource]) quietly(() => tap(scope, report));
  });
}
