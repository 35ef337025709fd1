package dev.opportune.authoring;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds what a mistyped word was meant to be. */
public final class Suggestion {
    private static final int CHARACTERS_PER_MISTAKE = 3;
    private static final int MOST_SHOWN = 15;
    /** What is longer is no word that somebody mistyped; comparing takes the square of it. */
    private static final int LONGEST = 100;

    private Suggestion() {}

    /** The known word nearest to what was written; empty if none is near. */
    public static Optional<String> nearest(String written, Collection<String> known) {
        if (written.length() > LONGEST) {
            return Optional.empty();
        }
        int mistakes = Math.max(1, written.length() / CHARACTERS_PER_MISTAKE);
        String folded = fold(written);
        return new TreeSet<>(known)
                .stream()
                        .filter(word -> Math.abs(word.length() - written.length()) <= mistakes)
                        .filter(word -> distance(folded, fold(word)) <= mistakes)
                        .min(Comparator.comparingInt(word -> distance(folded, fold(word))));
    }

    /** How many letters are wrong, missing, too many or swapped with their neighbour; case does not matter. */
    public static int mistakes(String written, String word) {
        return distance(fold(written), fold(word));
    }

    /** A hint that names the nearest known word, or else all of them. */
    public static String hint(String written, Collection<String> known) {
        return nearest(written, known)
                .map(word -> "did you mean \"" + word + "\"?")
                .orElseGet(() -> known.isEmpty() ? "there are none" : "known are " + shown(known));
    }

    private static String shown(Collection<String> known) {
        return known.stream().limit(MOST_SHOWN).collect(Collectors.joining(", "))
                + (known.size() > MOST_SHOWN ? ", …" : "");
    }

    private static String fold(String word) {
        return word.toLowerCase(Locale.ROOT).replace('-', '_');
    }

    /** Optimal string alignment distance: insertions, deletions, replacements and swaps of neighbours. */
    private static int distance(String left, String right) {
        int[][] cost = new int[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) {
            for (int j = 0; j <= right.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int replaced = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
                cost[i][j] = Math.min(Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + replaced);
                if (i > 1
                        && j > 1
                        && left.charAt(i - 1) == right.charAt(j - 2)
                        && left.charAt(i - 2) == right.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[left.length()][right.length()];
    }
}
