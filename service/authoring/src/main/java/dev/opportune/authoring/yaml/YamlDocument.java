package dev.opportune.authoring.yaml;

import dev.opportune.authoring.Place;
import dev.opportune.authoring.Problems;
import java.io.StringReader;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Reads the strict part of YAML that people write by hand: one document of maps, lists and scalars, in which nothing is
 * something else than it looks. No anchors, no aliases, no tags, no merge keys.
 */
public final class YamlDocument {
    /** The code of whatever is no YAML, or not of the strict part. */
    public static final String INVALID = "invalid_yaml";

    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final int DEEPEST = 30;

    private final String file;
    private final String text;
    private final Problems problems;
    private final @Nullable Schema schema;

    private YamlDocument(String file, String text, Problems problems, @Nullable Schema schema) {
        this.file = file;
        this.text = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        this.problems = problems;
        this.schema = schema;
    }

    /**
     * Reads a document in which anything may stand.
     *
     * @param file its path, as problems shall name it
     * @param problems where everything wrong is added, now and while the nodes are read
     * @return its root; empty if it is no YAML at all, which has been added to the problems
     */
    public static Optional<YamlNode> read(String file, String text, Problems problems) {
        return new YamlDocument(file, text, problems, null).root();
    }

    /** The same of one in which nothing may stand but what a schema says; that is looked at while the nodes are read. */
    public static Optional<YamlNode> read(String file, String text, Problems problems, Schema schema) {
        return new YamlDocument(file, text, problems, schema).root();
    }

    private Optional<YamlNode> root() {
        try {
            if (!isStrict()) {
                return Optional.empty();
            }
            Node node = yaml().compose(new StringReader(text));
            if (node == null) {
                problems.error("empty_file", new Place(file, 1, 1), "the file is empty", "");
                return Optional.empty();
            }
            return Optional.of(new YamlNode(node, file, problems, schema));
        } catch (MarkedYAMLException broken) {
            YamlComplaint complaint = YamlComplaint.of(broken);
            problems.error(INVALID, place(complaint.mark()), complaint.message(), complaint.hint());
        } catch (ReaderException broken) {
            problems.error(
                    INVALID,
                    place(broken.getPosition()),
                    String.format(Locale.ROOT, "the character U+%04X is not allowed here", broken.getCodePoint()),
                    "remove it");
        } catch (YAMLException broken) {
            problems.error(INVALID, Place.of(file), String.valueOf(broken.getMessage()), "");
        }
        return Optional.empty();
    }

    private static Yaml yaml() {
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(DEEPEST);
        return new Yaml(options);
    }

    private boolean isStrict() {
        int documents = 0;
        boolean strict = true;
        for (Event event : yaml().parse(new StringReader(text))) {
            if (event instanceof DocumentStartEvent && ++documents > 1) {
                strict = refuse(event, "a second document starts here", "put it into a file of its own");
            } else if (event instanceof AliasEvent) {
                strict = refuse(event, "aliases (*name) are not allowed", "write the value out");
            } else if (event instanceof NodeEvent node && node.getAnchor() != null) {
                strict = refuse(event, "anchors (&name) are not allowed", "write the value out where it is needed");
            } else if (tag(event) != null) {
                strict = refuse(event, "tags (" + tag(event) + ") are not allowed", "quote what shall be text");
            }
        }
        return strict;
    }

    private static @Nullable String tag(Event event) {
        if (event instanceof org.yaml.snakeyaml.events.ScalarEvent scalar) {
            return scalar.getTag();
        }
        return event instanceof org.yaml.snakeyaml.events.CollectionStartEvent collection ? collection.getTag() : null;
    }

    private boolean refuse(Event event, String message, String hint) {
        problems.error(INVALID, place(event.getStartMark()), message, hint);
        return false;
    }

    private Place place(@Nullable Mark mark) {
        return place(file, mark);
    }

    static Place place(String file, @Nullable Mark mark) {
        return mark == null ? Place.of(file) : new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    private Place place(int codePoints) {
        int end = text.offsetByCodePoints(0, Math.min(codePoints, text.codePointCount(0, text.length())));
        String before = text.substring(0, end);
        int line = (int) before.chars().filter(character -> character == '\n').count() + 1;
        return new Place(file, line, end - (before.lastIndexOf('\n') + 1) + 1);
    }
}
