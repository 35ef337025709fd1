package dev.opportune.authoring.shipped;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One thing written differently in a file of rules.
 *
 * @param file its path inside the folder
 * @param place the key in a YAML file, the name of the rule in a DRL file
 * @param what the old and the new text, with enough around them to be found
 * @param start where the old text begins, in characters
 * @param end where it is over
 * @param with what stands there instead
 */
record Change(String file, int line, String place, String what, int start, int end, String with) {
    static Change of(String file, String text, String place, String what, int start, int end, String with) {
        int line = (int) text.substring(0, start).chars().filter(c -> c == '\n').count() + 1;
        return new Change(file, line, place, what, start, end, with);
    }

    SortedMap<String, byte[]> on(Map<String, byte[]> files) {
        SortedMap<String, byte[]> changed = new TreeMap<>(files);
        String text = new String(files.get(file), UTF_8);
        changed.put(file, (text.substring(0, start) + with + text.substring(end)).getBytes(UTF_8));
        return changed;
    }

    /** Where it is, in words that stay true when lines are added above. */
    String whereabouts() {
        return file + ": " + place;
    }

    @Override
    public String toString() {
        return file + ":" + line + " " + what;
    }
}
