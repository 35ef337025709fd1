package dev.opportune.authoring.shipped;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Every way in which a YAML file could have another number, duration, share or time of day in it, or no for yes. */
final class YamlChanges {
    private static final Pattern WORD = Pattern.compile("\\S+");

    private final String file;
    private final String text;
    private final List<Change> found = new ArrayList<>();

    private YamlChanges(String file, String text) {
        this.file = file;
        this.text = text;
    }

    static List<Change> of(String file, String text) {
        YamlChanges changes = new YamlChanges(file, text);
        changes.walk("", new Yaml(new LoaderOptions()).compose(new StringReader(text)));
        return changes.found;
    }

    private void walk(String key, Node node) {
        if (node instanceof MappingNode map) {
            for (NodeTuple entry : map.getValue()) {
                String name = ((ScalarNode) entry.getKeyNode()).getValue();
                walk(key.isEmpty() ? name : key + "." + name, entry.getValueNode());
            }
        } else if (node instanceof SequenceNode list) {
            list.getValue().forEach(item -> walk(key, item));
        } else if (node instanceof ScalarNode scalar) {
            scalar(key, scalar);
        }
    }

    private void scalar(String key, ScalarNode node) {
        int start = text.offsetByCodePoints(0, node.getStartMark().getIndex());
        int inside = text.indexOf(node.getValue(), start);
        Matcher word = WORD.matcher(node.getValue());
        while (word.find()) {
            for (String neighbour : neighbours(node, word.group())) {
                String with = node.getValue().substring(0, word.start())
                        + neighbour
                        + node.getValue().substring(word.end());
                found.add(Change.of(
                        file,
                        text,
                        key,
                        key + ": " + node.getValue() + " -> " + with,
                        inside + word.start(),
                        inside + word.end(),
                        neighbour));
            }
        }
    }

    private static List<String> neighbours(ScalarNode node, String word) {
        if (node.isPlain() && (word.equals("true") || word.equals("false"))) {
            return List.of(word.equals("true") ? "false" : "true");
        }
        return Neighbours.of(word);
    }
}
