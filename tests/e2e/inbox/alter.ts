import { readFile } from "node:fs/promises";
import type { HTTPRequest, Page, ResponseForRequest } from "puppeteer-core";

/** From now on the page gets a script of its own in an altered form: LinkedIn ships another client overnight. */
export async function alterScript(page: Page, file: string, alter: (text: string) => string): Promise<void> {
  const text = await readFile(new URL(`../../sandbox/linkedin/client/${file}`, import.meta.url), "utf8");
  const body = alter(text);
  if (body === text) throw new Error(`${file} has changed: there is nothing left to alter`);
  await intercept(page, (request) =>
    request.url().endsWith(`/${file}`)
      ? {
          contentType: "text/javascript; charset=utf-8",
          headers: { "access-control-allow-origin": "*", "cache-control": "no-store" },
          body,
        }
      : undefined,
  );
}

/** Every answer to a messenger query breaks off in its first words, also the second time. */
export async function cutAnswers(page: Page): Promise<void> {
  await intercept(page, (request) =>
    request.url().includes("voyagerMessagingGraphQL")
      ? {
          contentType: "application/graphql; charset=UTF-8",
          body: '{"data":{"messengerConversationsBySyncTo',
        }
      : undefined,
  );
}

async function intercept(
  page: Page,
  answer: (request: HTTPRequest) => Partial<ResponseForRequest> | undefined,
): Promise<void> {
  await page.setRequestInterception(true);
  page.on("request", (request) => {
    const response = answer(request);
    void (response ? request.respond({ status: 200, ...response }) : request.continue());
  });
}
