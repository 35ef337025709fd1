package dev.opportune.authoring.sentences;

import dev.opportune.authoring.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** How far a line is from a sentence, in words that would have to be changed. A hole takes any words, but at least one. */
final class Likeness {
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern HOLE = Pattern.compile("\\{[^{}]*}");
    private static final int TYPO = 1;
    private static final int OTHER_WORD = 2;
    private static final int MOST_WORDS = 60;

    private Likeness() {}

    /** Whether at least half of the sentence is there. */
    static boolean isNear(String line, Sentence sentence) {
        long words = words(sentence).stream().filter(word -> !isHole(word)).count();
        return distance(line, sentence) <= words;
    }

    static int distance(String line, Sentence sentence) {
        List<String> said = new ArrayList<>(List.of(SPACE.split(Sentence.plain(line))));
        List<String> meant = words(sentence);
        if (said.size() > MOST_WORDS || meant.size() > MOST_WORDS) {
            return Integer.MAX_VALUE;
        }
        int[][] cost = new int[meant.size() + 1][said.size() + 1];
        for (int i = 0; i <= meant.size(); i++) {
            for (int j = 0; j <= said.size(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = (i + j) * OTHER_WORD;
                    continue;
                }
                int missing = Math.min(cost[i - 1][j], cost[i][j - 1]) + OTHER_WORD;
                int replaced = cost[i - 1][j - 1] + difference(meant.get(i - 1), said.get(j - 1));
                cost[i][j] = Math.min(missing, replaced);
                if (isHole(meant.get(i - 1)) && j > 1) {
                    cost[i][j] = Math.min(cost[i][j], cost[i][j - 1]);
                }
            }
        }
        return cost[meant.size()][said.size()];
    }

    private static List<String> words(Sentence sentence) {
        return List.of(SPACE.split(Sentence.plain(sentence.wording())));
    }

    private static boolean isHole(String word) {
        return HOLE.matcher(word).find();
    }

    private static int difference(String meant, String said) {
        if (meant.equals(said) || isHole(meant)) {
            return 0;
        }
        return Suggestion.nearest(said, List.of(meant)).isPresent() ? TYPO : OTHER_WORD;
    }
}
