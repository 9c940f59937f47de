import { browser } from "wxt/browser";

const ALARM = "drain";

/** Packed Chrome fires no sooner; unpacked it would, so that a test could not tell. */
export const SOONEST_ALARM = 30_000;

/** When an alarm asked for `time` may fire, epoch ms. */
export function alarmTime(time: number, now: number): number {
  return Math.max(time, now + SOONEST_ALARM);
}

/** The alarm that brings a dead worker back to its run. Arming it again moves it. */
export function createWake(now: () => number) {
  return {
    at: async (time: number) => browser.alarms.create(ALARM, { when: alarmTime(time, now()) }),
    clear: async () => void (await browser.alarms.clear(ALARM)),
  };
}

/** Register in the first turn. */
export function onWake(wake: () => void): void {
  browser.alarms.onAlarm.addListener((alarm) => {
    if (alarm.name === ALARM) wake();
  });
}
