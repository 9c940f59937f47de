import type { ProfileId } from "../conversation";
import type { ViewerSource } from "./evidence";

/** Decides whose mailbox the page shows: an id counts once two kinds of source name it. */
export class ViewerVotes {
  readonly #votes = new Map<ViewerSource, { readonly id: ProfileId; readonly at: number }>();

  /** The newest word of each source stands. */
  cast(source: ViewerSource, id: ProfileId, at: number): void {
    const current = this.#votes.get(source);
    if (!current || at >= current.at) this.#votes.set(source, { id, at });
  }

  /**
   * Undefined until two agree, and again from the moment that the page asks for another mailbox until a second source
   * confirms that one: what the page asks for has a veto.
   */
  viewer(): ProfileId | undefined {
    const asked = this.#votes.get("mailbox")?.id;
    for (const { id } of this.#votes.values()) {
      if ((asked === undefined || asked === id) && this.#supporters(id).length >= 2) return id;
    }
    return undefined;
  }

  /** The sources that name the viewer, or those heard so far. For diagnostics: kinds only. */
  sources(): readonly ViewerSource[] {
    const viewer = this.viewer();
    return viewer === undefined ? [...this.#votes.keys()] : this.#supporters(viewer);
  }

  #supporters(id: ProfileId): ViewerSource[] {
    return [...this.#votes].filter(([, vote]) => vote.id === id).map(([source]) => source);
  }
}
