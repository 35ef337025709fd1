package dev.opportune.authoring.settings;

import dev.opportune.authoring.Place;
import dev.opportune.authoring.Problems;
import dev.opportune.authoring.folders.RulesFolder;
import dev.opportune.authoring.yaml.YamlDocument;
import dev.opportune.authoring.yaml.YamlMap;
import dev.opportune.authoring.yaml.YamlNode;
import java.util.Optional;

/** Where the settings of sound files stand. */
public final class SettingPlaces {
    private final RulesFolder folder;

    public SettingPlaces(RulesFolder folder) {
        this.folder = folder;
    }

    /** The place of the value that some keys lead to; the file where there is none. */
    public Place of(String file, String... keys) {
        Optional<YamlNode> node = folder.text(file).flatMap(text -> YamlDocument.read(file, text, new Problems()));
        for (String key : keys) {
            node = node.flatMap(YamlNode::openMap).map(YamlMap::entries).map(entries -> entries.get(key));
        }
        return node.map(YamlNode::place).orElseGet(() -> Place.of(file));
    }
}
