package dev.opportune.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A page's commands, each with the answer that the page shows for it. */
final class Tour {
    private static final Pattern BLOCK = Pattern.compile("^```(\\w+)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    private Tour() {}

    /**
     * A command, and what it is to answer.
     *
     * @param format of the answer: {@code json}, of which the page may leave out parts, or {@code text}
     */
    record Stop(String command, String format, String answer) {
        private static final String ANYTHING = "…";

        /** A line of its own that is {@code …} stands for any lines, elsewhere it stands for any part of a line. */
        Pattern pattern() {
            String lines = answer.lines()
                    .map(line -> line.strip().equals(ANYTHING)
                            ? "(?s:.*)"
                            : Stream.of(line.split(ANYTHING, -1))
                                    .map(Pattern::quote)
                                    .collect(Collectors.joining("[^\\n]*", "", "\\n")))
                    .collect(Collectors.joining());
            return Pattern.compile(lines);
        }

        @Override
        public String toString() {
            return command.lines().findFirst().orElse("");
        }
    }

    /**
     * Reads the blocks under a heading, up to the next of its level.
     *
     * @throws IllegalStateException if a command has no answer below it, or an answer no command
     */
    static List<Stop> in(Path page, String heading) throws IOException {
        String text = Files.readString(page);
        int start = text.indexOf("\n" + heading + "\n");
        int end = text.indexOf("\n## ", start + 1);
        if (start < 0 || end < 0) {
            throw new IllegalStateException("no section \"" + heading + "\" in " + page);
        }
        List<Stop> stops = new ArrayList<>();
        Matcher block = BLOCK.matcher(text.substring(start, end));
        while (block.find()) {
            String command = block.group(2);
            if (!block.group(1).equals("sh") || !block.find() || block.group(1).equals("sh")) {
                throw new IllegalStateException("no answer is shown to: " + command);
            }
            stops.add(new Stop(command, block.group(1), block.group(2)));
        }
        return stops;
    }
}
