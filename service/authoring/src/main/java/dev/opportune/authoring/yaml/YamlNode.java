package dev.opportune.authoring.yaml;

import dev.opportune.authoring.Place;
import dev.opportune.authoring.Problems;
import dev.opportune.authoring.Suggestion;
import dev.opportune.kernel.policy.Span;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A value in a document. Its accessors add whatever is wrong to the document's problems, with the place, and then give
 * nothing: a reader goes on and finds the other problems too.
 */
public final class YamlNode {
    /** The code of a value of another type than wanted. */
    public static final String WRONG_TYPE = "wrong_type";
    /** The code of a plain scalar that YAML turns into something else than its text. */
    public static final String QUOTE_IT = "quote_it";
    /** The code of a value of the right type that is none of those allowed. */
    public static final String INVALID_VALUE = "invalid_value";

    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d{0,30})(\\.\\d{1,30})?");
    /** What other readers of YAML take for a number although this one's resolver does not. */
    private static final Pattern NUMBER_ELSEWHERE = Pattern.compile("[-+]?\\d+(\\.\\d*)?[eE][-+]?\\d+|0o[0-7]+");

    private final Node node;
    private final String file;
    private final Problems problems;
    private final @Nullable Schema schema;

    /** @param schema what may stand here; null where anything may */
    YamlNode(Node node, String file, Problems problems, @Nullable Schema schema) {
        this.node = node;
        this.file = file;
        this.problems = problems;
        this.schema = schema;
    }

    /** Where it starts. */
    public Place place() {
        return YamlDocument.place(file, node.getStartMark());
    }

    /** Adds a problem with this value. */
    public void problem(String code, String message, String hint) {
        problems.error(code, place(), message, hint);
    }

    public boolean isMap() {
        return node instanceof MappingNode;
    }

    public boolean isList() {
        return node instanceof SequenceNode;
    }

    public boolean isScalar() {
        return node instanceof ScalarNode;
    }

    /** Whether nothing is written, or {@code null} or {@code ~}. */
    public boolean isNull() {
        return node instanceof ScalarNode scalar && scalar.isPlain() && Tag.NULL.equals(scalar.getTag());
    }

    /** Whether it is a plain {@code true} or {@code false}. */
    public boolean isFlag() {
        return node instanceof ScalarNode scalar && scalar.isPlain() && isTrueOrFalse(scalar.getValue());
    }

    /** Whether it is a plain decimal number. */
    public boolean isNumber() {
        return node instanceof ScalarNode scalar
                && scalar.isPlain()
                && NUMBER.matcher(scalar.getValue()).matches();
    }

    /** A map with the keys of the schema and no others; problems name the key that was probably meant. */
    public Optional<YamlMap> map() {
        return openMap().map(map -> map.only(schema().keys()));
    }

    /** What may stand here. @throws IllegalStateException if anything may */
    public Schema schema() {
        if (schema == null) {
            throw new IllegalStateException("nothing says what may stand at " + place());
        }
        return schema;
    }

    /** A map with any keys. */
    public Optional<YamlMap> openMap() {
        return node instanceof MappingNode mapping
                ? Optional.of(YamlMap.read(mapping, file, problems, schema))
                : wrongType("a map (key: value)");
    }

    /** The items of a list. */
    public Optional<List<YamlNode>> list() {
        if (!(node instanceof SequenceNode sequence)) {
            return wrongType("a list ([a, b], or a line with \"- \" for each)");
        }
        List<YamlNode> items = new ArrayList<>();
        @Nullable Schema each = schema == null ? null : schema.item().orElse(null);
        for (Node item : sequence.getValue()) {
            items.add(new YamlNode(item, file, problems, each));
        }
        return Optional.of(items);
    }

    /** A list of texts; those that are none are left out, with a problem each. */
    public Optional<List<String>> texts() {
        return list().map(items ->
                items.stream().map(YamlNode::text).flatMap(Optional::stream).toList());
    }

    /** A text that is not empty, written so that no reader of YAML makes something else of it. */
    public Optional<String> text() {
        Optional<String> text = scalar("text").flatMap(this::unchanged);
        if (text.isPresent() && text.get().isBlank()) {
            problem(INVALID_VALUE, "the text is empty", "");
            return Optional.empty();
        }
        return text;
    }

    private Optional<String> unchanged(ScalarNode scalar) {
        String value = scalar.getValue();
        if (scalar.isPlain()
                && (!Tag.STR.equals(scalar.getTag())
                        || NUMBER_ELSEWHERE.matcher(value).matches())) {
            problem(QUOTE_IT, "YAML takes " + value + " for something else than text", "quote it: \"" + value + "\"");
            return Optional.empty();
        }
        return Optional.of(value);
    }

    /** A plain decimal number. */
    public Optional<BigDecimal> number() {
        return scalar("a number").flatMap(scalar -> {
            if (isNumber()) {
                return Optional.of(new BigDecimal(scalar.getValue()));
            }
            problem(
                    WRONG_TYPE,
                    quoted(scalar) + " is no number",
                    "write digits such as 12 or 12.5, without quotes, leading zeros or underscores");
            return Optional.empty();
        });
    }

    /** A whole number between the bounds of the schema. */
    public Optional<Integer> integer() {
        BigDecimal least = schema().least().orElse(BigDecimal.valueOf(Integer.MIN_VALUE));
        BigDecimal most = schema().most().orElse(BigDecimal.valueOf(Integer.MAX_VALUE));
        return number().flatMap(number -> {
            if (number.scale() <= 0 && number.compareTo(least) >= 0 && number.compareTo(most) <= 0) {
                return Optional.of(number.intValueExact());
            }
            problem(
                    INVALID_VALUE,
                    number.toPlainString() + " is out of range",
                    "write a whole number from " + least + " to " + most);
            return Optional.empty();
        });
    }

    /** {@code true} or {@code false}. */
    public Optional<Boolean> flag() {
        return scalar("true or false").flatMap(scalar -> {
            if (isFlag()) {
                return Optional.of(Boolean.valueOf(scalar.getValue()));
            }
            problem(WRONG_TYPE, quoted(scalar) + " is neither true nor false", "write true or false, without quotes");
            return Optional.empty();
        });
    }

    /** A duration such as {@code 90s 30m 24h 7d 1h30m}. */
    public Optional<Duration> duration() {
        return parsed("invalid_duration", Span::parse);
    }

    /**
     * A text that something else understands. A plain number is shown to it too, as its complaint is the better one.
     *
     * @param code the code of the problem if it does not
     * @param parser throws {@link IllegalArgumentException} or {@link DateTimeException} with a message for people
     */
    public <T> Optional<T> parsed(String code, Function<String, T> parser) {
        Optional<String> text = isNumber() ? Optional.of(((ScalarNode) node).getValue()) : text();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(parser.apply(text.get()));
        } catch (IllegalArgumentException | DateTimeException refused) {
            problem(code, String.valueOf(refused.getMessage()), "");
            return Optional.empty();
        }
    }

    /** One of the schema's words. */
    public Optional<String> word() {
        return oneOf(schema().words());
    }

    /** One of several words. */
    public Optional<String> oneOf(Collection<String> words) {
        return text().filter(word -> {
            if (!words.contains(word)) {
                problem(INVALID_VALUE, "unknown value \"" + word + "\"", Suggestion.hint(word, words));
            }
            return words.contains(word);
        });
    }

    /**
     * Whatever is written, as {@link String}, {@link BigDecimal}, {@link Boolean}, {@link List} or {@link Map} in the order of
     * the file. What is null in a map or a list is left out. A plain scalar of any other type is refused: it must be quoted.
     *
     * @return empty if it is null or refused
     */
    public Optional<Object> value() {
        if (isMap()) {
            Map<String, Object> values = new LinkedHashMap<>();
            openMap()
                    .ifPresent(map -> map.entries()
                            .forEach((key, value) -> value.value().ifPresent(kept -> values.put(key, kept))));
            return Optional.of(values);
        }
        if (isList()) {
            return list().map(items -> items.stream()
                    .map(YamlNode::value)
                    .flatMap(Optional::stream)
                    .toList());
        }
        if (isNull() || !(node instanceof ScalarNode scalar)) {
            return Optional.empty();
        }
        if (isFlag()) {
            return Optional.of(Boolean.valueOf(scalar.getValue()));
        }
        return isNumber()
                ? Optional.of(new BigDecimal(scalar.getValue()))
                : unchanged(scalar).map(text -> text);
    }

    /** As it is written, for messages; null where it is a map or a list. */
    public @Nullable String written() {
        return node instanceof ScalarNode scalar ? scalar.getValue() : null;
    }

    private Optional<ScalarNode> scalar(String wanted) {
        return node instanceof ScalarNode scalar && !isNull() ? Optional.of(scalar) : wrongType(wanted);
    }

    private <T> Optional<T> wrongType(String wanted) {
        String got = isNull() ? "nothing" : isMap() ? "a map" : isList() ? "a list" : quoted((ScalarNode) node);
        problem(WRONG_TYPE, "here should be " + wanted + ", not " + got, schema == null ? "" : schema.purpose());
        return Optional.empty();
    }

    private static String quoted(ScalarNode scalar) {
        return "\"" + scalar.getValue() + "\"";
    }

    private static boolean isTrueOrFalse(String text) {
        return Set.of("true", "false").contains(text);
    }
}
