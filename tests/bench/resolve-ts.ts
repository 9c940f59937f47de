/** Lets Node run the extension's own modules, which name their imports without an ending, as bundlers want it. */
import { registerHooks } from "node:module";

registerHooks({
  resolve: (specifier, context, next) => {
    const bare = specifier.startsWith(".") && !/\.[a-z]+$/.test(specifier);
    return next(bare ? `${specifier}.ts` : specifier, context);
  },
});
