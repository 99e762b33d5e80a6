/**
 * The example of docs/guide.md: a shop that embeds the SDK. What stands between {@code // example: NAME} and {@code // end} is quoted
 * there, and {@code GuideTest} holds both together.
 */
package io.itops.quickstart.guide;
