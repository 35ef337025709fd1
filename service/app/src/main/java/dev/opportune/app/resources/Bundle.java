package dev.opportune.app.resources;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/** The files of a rules folder in a body: each a text or, where it is none, {@code {"base64": "…"}}. */
final class Bundle {
    private static final String BASE64 = "base64";
    private static final String WHAT_TO_SEND =
            "Send {\"files\": {\"policy.yml\": \"…\", …}}: every file of the rules folder by its path in it, as text, or"
                    + " as {\"base64\": \"…\"} where it is none.";

    private Bundle() {}

    /** The largest body, in one piece. */
    static byte[] read(java.io.InputStream body) {
        return Bodies.read(
                body, Limits.BUNDLE, "bundle_too_large", "Leave out what is no rule; a bundle is one folder of rules.");
    }

    /** @param files the field with them */
    static Map<String, byte[]> files(JsonNode files) {
        if (!files.isObject() || files.isEmpty()) {
            throw ProblemException.badRequest(
                    "invalid_bundle", "The body is not a bundle of files and nothing else.", WHAT_TO_SEND);
        }
        Map<String, byte[]> bundle = new TreeMap<>();
        files.properties().forEach(file -> bundle.put(file.getKey(), content(file.getKey(), file.getValue())));
        return bundle;
    }

    private static byte[] content(String path, JsonNode content) {
        if (content.isTextual()) {
            return content.textValue().getBytes(UTF_8);
        }
        JsonNode packed = content.path(BASE64);
        if (content.size() != 1 || !packed.isTextual()) {
            throw ProblemException.badRequest(
                    "invalid_bundle", "The content of \"" + path + "\" is not text.", WHAT_TO_SEND);
        }
        try {
            return Base64.getDecoder().decode(packed.textValue());
        } catch (IllegalArgumentException notBase64) {
            throw ProblemException.badRequest(
                    "invalid_bundle", "The content of \"" + path + "\" is not base64.", WHAT_TO_SEND);
        }
    }
}
