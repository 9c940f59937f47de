/** The two hosts of the manifest. Firefox and Chromium let a person take back either at any time. */
export type Host = "linkedin" | "connectsafely";
