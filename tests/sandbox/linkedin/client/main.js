import { bootMe, flags, readMe } from "./boot.js";
import { startFeed } from "./feed.js";
import { startHostility } from "./hostile.js";
import { getJson } from "./http.js";
import { startMessengerHost } from "./messenger-host.js";
import { startPageInbox, startSales, startTalent } from "./other-products.js";

if (flags.hostile) startHostility();

if (flags.app === "new-client") startFeed(readMe((await getJson("/voyager/api/me")).value));
else if (flags.app === "page-inbox") startPageInbox(bootMe);
else if (flags.app === "sales") startSales();
else if (flags.app === "talent") startTalent();
else startMessengerHost(bootMe);
