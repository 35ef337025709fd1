package dev.opportune.app.resources;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.opportune.app.api.Json;
import java.io.IOException;
import java.io.InputStream;

/** Reads bodies: never more of them than is allowed, whatever their headers say and however small they were packed. */
final class Bodies {
    private static final int BAD_REQUEST = 400;

    private final JsonMapper mapper = Json.reader();

    /**
     * Reads a body.
     *
     * @param limit in bytes, unpacked
     * @param tooLarge the code of the problem with a larger one
     */
    static byte[] read(InputStream body, int limit, String tooLarge) {
        return read(body, limit, tooLarge, "Split it into several calls.");
    }

    /** The same, with what to do about a larger one. */
    static byte[] read(InputStream body, int limit, String tooLarge, String next) {
        byte[] bytes;
        try {
            bytes = body.readNBytes(limit + 1);
        } catch (IOException | RuntimeException broken) {
            // What is no gzip fails with an unchecked exception of the server's unpacker.
            throw ProblemException.badRequest(
                    "unreadable_body",
                    "The body ended early, or is not packed as its Content-Encoding says.",
                    "Send the whole body, plain or as gzip.");
        }
        if (bytes.length > limit) {
            throw ProblemException.badRequest(tooLarge, "The body is larger than " + limit + " bytes.", next);
        }
        return bytes;
    }

    /** Reads a body as a JSON object. */
    JsonNode object(byte[] body) {
        JsonNode node = json(body);
        if (!node.isObject()) {
            throw ProblemException.badRequest("not_an_object", "The body is not a JSON object.", "Send a JSON object.");
        }
        return node;
    }

    private JsonNode json(byte[] body) {
        try {
            return mapper.readTree(body);
        } catch (JsonProcessingException malformed) {
            throw new ProblemException(malformed(malformed));
        } catch (IOException notUtf8) {
            throw ProblemException.badRequest("malformed_json", "The body is not UTF-8.", "Send JSON in UTF-8.");
        }
    }

    static Problem malformed(JsonProcessingException malformed) {
        JsonLocation location = malformed.getLocation();
        String place =
                location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
        return new Problem(
                BAD_REQUEST,
                "malformed_json",
                "The body is not JSON that can be read" + place + ".",
                "Send one JSON object in UTF-8.");
    }

    /** How large a part of a body is by itself, in bytes. */
    int size(JsonNode node) {
        try {
            return mapper.writeValueAsBytes(node).length;
        } catch (JsonProcessingException cannotBe) {
            throw new IllegalStateException(cannotBe);
        }
    }
}
