package dev.opportune.app.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.opportune.kernel.timeline.Properties;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * JSON as Opportune reads and writes it. What is written is canonical: keys sorted, numbers in plain notation, instants
 * in UTC with {@code Z} and no trailing zeros, no white space; so equal values give equal bytes.
 */
public final class Json {
    /** Deeper than any message may be, so that one deep message is refused alone and not its whole batch. */
    private static final int DEEPEST_BODY = 500;

    private final JsonFactory writing = new JsonFactory();

    /** A mapper that reads numbers exactly and refuses bodies nested deeper than 500. */
    public static JsonMapper reader() {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEEPEST_BODY)
                        .build())
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .build();
        return JsonMapper.builder(factory)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    /** Writes maps, lists, texts, numbers, booleans, instants, {@link Properties} and nulls. */
    public String write(@Nullable Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = writing.createGenerator(text)) {
            write(value, out);
        } catch (IOException aStringWriterThrowsNone) {
            throw new UncheckedIOException(aStringWriterThrowsNone);
        }
        return text.toString();
    }

    private static void write(@Nullable Object value, JsonGenerator out) throws IOException {
        if (value == null) {
            out.writeNull();
        } else if (value instanceof String text) {
            out.writeString(text);
        } else if (value instanceof Boolean flag) {
            out.writeBoolean(flag);
        } else if (value instanceof Number number) {
            out.writeNumber(new BigDecimal(number.toString()).toPlainString());
        } else if (value instanceof Instant instant) {
            out.writeString(Properties.canonical(instant));
        } else if (value instanceof Properties properties) {
            object(properties.values(), out);
        } else if (value instanceof Map<?, ?> map) {
            object(map, out);
        } else if (value instanceof Iterable<?> items) {
            out.writeStartArray();
            for (Object item : items) {
                write(item, out);
            }
            out.writeEndArray();
        } else {
            throw new IllegalArgumentException("no JSON for " + value.getClass());
        }
    }

    private static void object(Map<?, ?> map, JsonGenerator out) throws IOException {
        TreeMap<String, @Nullable Object> sorted = new TreeMap<>();
        map.forEach((name, value) -> sorted.put(String.valueOf(name), value));
        out.writeStartObject();
        for (Map.Entry<String, @Nullable Object> field : sorted.entrySet()) {
            out.writeFieldName(field.getKey());
            write(field.getValue(), out);
        }
        out.writeEndObject();
    }
}
