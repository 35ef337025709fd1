package dev.opportune.storage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.opportune.kernel.store.Folds;
import dev.opportune.kernel.store.Subject;
import dev.opportune.kernel.timeline.Properties;
import dev.opportune.kernel.timeline.Traits;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The bodies of rows. What is read back equals what was written, to the scale of a number; a body with a field too many
 * or too few is refused, for it was written by another version and wants a migration.
 */
final class Json {
    private final ObjectMapper mapper = mapper();

    /** The body of a row. */
    String write(Object value) {
        try {
            return Texts.stored(mapper.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("body_not_writable: " + value, e);
        }
    }

    /** @throws IllegalStateException if the body was written by a version that knew other fields */
    <T> T read(String body, Class<T> type) {
        try {
            return mapper.readValue(Texts.read(body), type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "body_not_readable: a stored " + type.getSimpleName()
                            + " was written by another version; start the version that wrote it, or migrate it",
                    e);
        }
    }

    private static ObjectMapper mapper() {
        // What was once accepted must be readable for ever: what is too deep or too long is refused at the door, not
        // here.
        JsonFactory unbounded = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(Integer.MAX_VALUE)
                        .maxNumberLength(Integer.MAX_VALUE)
                        .maxStringLength(Integer.MAX_VALUE)
                        .maxNameLength(Integer.MAX_VALUE)
                        .build())
                .streamWriteConstraints(StreamWriteConstraints.builder()
                        .maxNestingDepth(Integer.MAX_VALUE)
                        .build())
                .build();
        SimpleModule values = new SimpleModule()
                .addSerializer(Instant.class, new InstantWriter())
                .addDeserializer(Instant.class, new InstantReader())
                .addSerializer(Duration.class, new DurationWriter())
                .addDeserializer(Duration.class, new DurationReader())
                .addSerializer(Properties.class, new PropertiesWriter())
                .addDeserializer(Properties.class, new PropertiesReader())
                .addSerializer(Folds.class, new FoldsWriter())
                .addDeserializer(Folds.class, new FoldsReader());
        return JsonMapper.builder(unbounded)
                .addModule(values)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .build();
    }

    /** Milliseconds where they are exact, else ISO text. */
    private static final class InstantWriter extends JsonSerializer<Instant> {
        @Override
        public void serialize(Instant value, JsonGenerator to, SerializerProvider context) throws IOException {
            boolean exact = value.equals(Millis.read(Millis.floor(value)));
            if (exact) {
                to.writeNumber(value.toEpochMilli());
            } else {
                to.writeString(value.toString());
            }
        }
    }

    private static final class InstantReader extends JsonDeserializer<Instant> {
        @Override
        public Instant deserialize(JsonParser from, DeserializationContext context) throws IOException {
            return from.currentToken() == JsonToken.VALUE_NUMBER_INT
                    ? Millis.read(from.getLongValue())
                    : Instant.parse(from.getText());
        }
    }

    private static final class DurationWriter extends JsonSerializer<Duration> {
        @Override
        public void serialize(Duration value, JsonGenerator to, SerializerProvider context) throws IOException {
            to.writeString(value.toString());
        }
    }

    private static final class DurationReader extends JsonDeserializer<Duration> {
        @Override
        public Duration deserialize(JsonParser from, DeserializationContext context) throws IOException {
            return Duration.parse(from.getText());
        }
    }

    private static final class PropertiesWriter extends JsonSerializer<Properties> {
        @Override
        public void serialize(Properties value, JsonGenerator to, SerializerProvider context) throws IOException {
            write(value, to);
        }

        private static void write(Object value, JsonGenerator to) throws IOException {
            if (value instanceof Properties properties) {
                to.writeStartObject();
                for (Map.Entry<String, Object> property : properties.values().entrySet()) {
                    to.writeFieldName(property.getKey());
                    write(property.getValue(), to);
                }
                to.writeEndObject();
            } else if (value instanceof List<?> items) {
                to.writeStartArray();
                for (Object item : items) {
                    write(item, to);
                }
                to.writeEndArray();
            } else if (value instanceof BigDecimal number) {
                to.writeNumber(number);
            } else if (value instanceof Boolean flag) {
                to.writeBoolean(flag);
            } else {
                to.writeString((String) value);
            }
        }
    }

    private static final class PropertiesReader extends JsonDeserializer<Properties> {
        @Override
        public Properties deserialize(JsonParser from, DeserializationContext context) throws IOException {
            return object(from);
        }

        private static Properties object(JsonParser from) throws IOException {
            Map<String, Object> values = new LinkedHashMap<>();
            for (String name = from.nextFieldName(); name != null; name = from.nextFieldName()) {
                from.nextToken();
                values.put(name, value(from));
            }
            return Properties.of(values);
        }

        private static Object value(JsonParser from) throws IOException {
            return switch (from.currentTokenId()) {
                case com.fasterxml.jackson.core.JsonTokenId.ID_START_OBJECT -> object(from);
                case com.fasterxml.jackson.core.JsonTokenId.ID_START_ARRAY -> list(from);
                case com.fasterxml.jackson.core.JsonTokenId.ID_TRUE -> Boolean.TRUE;
                case com.fasterxml.jackson.core.JsonTokenId.ID_FALSE -> Boolean.FALSE;
                case com.fasterxml.jackson.core.JsonTokenId.ID_STRING -> from.getText();
                default -> from.getDecimalValue();
            };
        }

        private static List<Object> list(JsonParser from) throws IOException {
            List<Object> items = new ArrayList<>();
            while (from.nextToken() != JsonToken.END_ARRAY) {
                items.add(value(from));
            }
            return items;
        }
    }

    /** A subject is no name of a JSON field, so its starts are a list. */
    private record StoredFolds(Traits traits, List<Start> lastStarts) {}

    private record Start(String flow, String key, Instant at) {}

    private static final class FoldsWriter extends JsonSerializer<Folds> {
        @Override
        public void serialize(Folds value, JsonGenerator to, SerializerProvider context) throws IOException {
            List<Start> starts = value.lastStarts().entrySet().stream()
                    .map(start ->
                            new Start(start.getKey().flow(), start.getKey().key(), start.getValue()))
                    .toList();
            to.writePOJO(new StoredFolds(value.traits(), starts));
        }
    }

    private static final class FoldsReader extends JsonDeserializer<Folds> {
        @Override
        public Folds deserialize(JsonParser from, DeserializationContext context) throws IOException {
            StoredFolds stored = context.readValue(from, StoredFolds.class);
            TreeMap<Subject, Instant> starts = new TreeMap<>();
            stored.lastStarts().forEach(start -> starts.put(new Subject(start.flow(), start.key()), start.at()));
            return new Folds(stored.traits(), starts);
        }
    }
}
