import type { Host } from "../../lib/extension/host";
import { t } from "../../lib/extension/i18n";
import { GRANT_HOST_TEXT, HOST_MISSING_TEXT } from "../texts";

interface Props {
  /** Hosts that the browser withholds. */
  readonly missing: readonly Host[];
  /** Asks the browser for the host again; must be called in the press itself. */
  onGrantHost(host: Host): void;
}

/** What the browser no longer lets the extension do, and the way back. Nothing while it holds both hosts. */
export function HostAccess({ missing, onGrantHost }: Props) {
  return (
    <div aria-live="polite" class="notes">
      {missing.map((host) => (
        <div key={host} class="callout warn">
          <p>{t(HOST_MISSING_TEXT[host])}</p>
          <div class="actions">
            <button type="button" class="button primary" onClick={() => onGrantHost(host)}>
              {t(GRANT_HOST_TEXT[host])}
            </button>
          </div>
        </div>
      ))}
    </div>
  );
}
