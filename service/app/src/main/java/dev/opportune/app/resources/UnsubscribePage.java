package dev.opportune.app.resources;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.opportune.app.links.UnsubscribeLinks;
import jakarta.ws.rs.core.Response;
import java.util.Locale;

/** What somebody sees who follows the link of an email. It names no person, asks nothing of others and runs no script. */
final class UnsubscribePage {
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;

    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <title>%1$s</title>
            <style>
            body { max-width: 34rem; margin: 4rem auto; padding: 0 1rem; font: 1.125rem/1.5 sans-serif; color: #1a1a1a; background: #fff }
            button { font: inherit; padding: .6rem 1.2rem; border: 2px solid #1a4b8c; border-radius: .3rem; color: #fff; background: #1a4b8c; cursor: pointer }
            button:focus-visible { outline: 3px solid #e08a00; outline-offset: 3px }
            </style>
            </head>
            <body>
            <main>
            <h1>%1$s</h1>
            %2$s
            </main>
            </body>
            </html>
            """;

    private static final String FORM = """
            <p>You will get no more emails that need your consent to “%s”.</p>
            <form method="post">
            <input type="hidden" name="%s" value="%s">
            <button type="submit">Unsubscribe</button>
            </form>""";

    private UnsubscribePage() {}

    static Response question(String purpose) {
        return page(
                OK,
                "Stop these emails?",
                String.format(Locale.ROOT, FORM, escaped(purpose), UnsubscribeLinks.FIELD, UnsubscribeLinks.ONE_CLICK));
    }

    static Response done(String purpose) {
        return page(
                OK,
                "You are unsubscribed",
                "<p>No more emails that need your consent to “" + escaped(purpose)
                        + "” will be sent to you. You can close this page.</p>");
    }

    static Response notAsked() {
        return page(
                BAD_REQUEST,
                "Nothing was changed",
                "<p>The request did not ask to unsubscribe. Open the link in your email again, and press the button.</p>");
    }

    static Response unknownLink() {
        return page(
                NOT_FOUND,
                "This link does not work",
                "<p>It is incomplete, or was not made by this service. Nothing was changed: you may still get emails.</p>"
                        + "\n<p>Copy the whole link from the email, or use the one in the latest email you got.</p>");
    }

    private static Response page(int status, String title, String content) {
        return Response.status(status)
                .type("text/html;charset=utf-8")
                .header("Cache-Control", "no-store")
                .header("Referrer-Policy", "no-referrer")
                .header("X-Content-Type-Options", "nosniff")
                .header(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'")
                .entity(String.format(Locale.ROOT, PAGE, title, content).getBytes(UTF_8))
                .build();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
