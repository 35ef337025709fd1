package dev.opportune.storage;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Texts as SQLite can keep them. It keeps UTF-8, in which half a surrogate pair has no form: the driver would write a
 * question mark, two different ids would become one, and an event would pass for a duplicate of another. So such a half,
 * and the mark itself, are written as a mark and four hex digits.
 */
final class Texts {
    private static final char MARK = '\uFFFD';
    private static final int DIGITS = 4;

    private Texts() {}

    static String stored(String text) {
        int first = firstToMark(text, 0);
        if (first < 0) {
            return text;
        }
        StringBuilder marked = new StringBuilder(text.length() + DIGITS);
        int copied = 0;
        for (int at = first; at >= 0; at = firstToMark(text, at + 1)) {
            marked.append(text, copied, at).append(MARK).append(HexFormat.of().toHexDigits(text.charAt(at)));
            copied = at + 1;
        }
        return marked.append(text, copied, text.length()).toString();
    }

    static @Nullable String storedOrNull(@Nullable String text) {
        return text == null ? null : stored(text);
    }

    static String read(String stored) {
        int mark = stored.indexOf(MARK);
        if (mark < 0) {
            return stored;
        }
        StringBuilder text = new StringBuilder(stored.length());
        int copied = 0;
        while (mark >= 0) {
            int end = mark + 1 + DIGITS;
            text.append(stored, copied, mark).append((char) HexFormat.fromHexDigits(stored, mark + 1, end));
            copied = end;
            mark = stored.indexOf(MARK, end);
        }
        return text.append(stored, copied, stored.length()).toString();
    }

    static @Nullable String readOrNull(@Nullable String stored) {
        return stored == null ? null : read(stored);
    }

    private static int firstToMark(String text, int from) {
        int at = from;
        while (at < text.length()) {
            char unit = text.charAt(at);
            if (unit == MARK) {
                return at;
            }
            if (Character.isSurrogate(unit)) {
                boolean paired = at + 1 < text.length() && Character.isSurrogatePair(unit, text.charAt(at + 1));
                if (!paired) {
                    return at;
                }
                at++;
            }
            at++;
        }
        return -1;
    }
}
