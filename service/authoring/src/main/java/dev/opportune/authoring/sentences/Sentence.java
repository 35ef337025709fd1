package dev.opportune.authoring.sentences;

import dev.opportune.authoring.Place;
import dev.opportune.authoring.PlacedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A sentence and what it means.
 *
 * @param place where it is written
 * @param wording it, as it is written
 * @param pieces what stands between its holes, in small letters and with single spaces: one more than there are holes
 * @param holes their names, in order
 * @param meaning in the engine's language, in parts: texts, and holes by their names
 */
record Sentence(
        Section section, Place place, String wording, List<String> pieces, List<String> holes, List<Part> meaning) {
    /** @param hole whether the text is the name of a hole */
    record Part(String text, boolean hole) {}

    /** A line with single spaces, and where each of its characters stands in the original. */
    private record Spaced(String text, List<Integer> origins) {
        static Spaced of(String line) {
            StringBuilder text = new StringBuilder();
            List<Integer> origins = new ArrayList<>();
            for (int i = 0; i < line.length(); i++) {
                boolean space = Character.isWhitespace(line.charAt(i));
                if (!space || (text.length() > 0 && text.charAt(text.length() - 1) != ' ')) {
                    text.append(space ? ' ' : line.charAt(i));
                    origins.add(i);
                }
            }
            origins.add(line.length());
            return new Spaced(text.toString(), origins);
        }
    }

    /** A text such that two that differ in spaces and capitals only are equal. */
    static String plain(String text) {
        return Spaced.of(text).text().toLowerCase(Locale.ROOT);
    }

    /** What a line has in the holes, by their names; empty if the line is another sentence. */
    Optional<Map<String, PlacedText>> in(PlacedText line) {
        Spaced spaced = Spaced.of(line.text());
        String text = spaced.text().toLowerCase(Locale.ROOT);
        if (text.length() != spaced.text().length() || !text.startsWith(pieces.get(0))) {
            return Optional.empty();
        }
        int at = pieces.get(0).length();
        Map<String, PlacedText> found = new TreeMap<>();
        for (int i = 0; i < holes.size(); i++) {
            String next = pieces.get(i + 1);
            boolean last = i + 1 == holes.size();
            int end = last ? lastEnd(text, next) : text.indexOf(next, at + 1);
            if (end <= at) {
                return Optional.empty();
            }
            PlacedText value = line.part(
                            spaced.origins().get(at), spaced.origins().get(end))
                    .stripped();
            if (value.isEmpty()) {
                return Optional.empty();
            }
            found.put(holes.get(i), value);
            at = end + next.length();
        }
        return at == text.length() ? Optional.of(found) : Optional.empty();
    }

    private static int lastEnd(String text, String piece) {
        return text.endsWith(piece) ? text.length() - piece.length() : -1;
    }

    /** What it means with these values; what is no value is due to the place of the sentence that says it. */
    PlacedText meaning(Map<String, PlacedText> values, Place said) {
        PlacedText.Builder meant = new PlacedText.Builder();
        for (Part part : meaning) {
            @Nullable PlacedText value = part.hole() ? values.get(part.text()) : null;
            if (value == null) {
                meant.made(part.text(), said);
            } else {
                meant.add(value);
            }
        }
        return meant.build();
    }

    /** The sentence as people quote it. */
    String quoted() {
        return "\"" + wording + "\"";
    }
}
