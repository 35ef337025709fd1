package dev.opportune.app.ingest;

import dev.opportune.app.api.Json;
import dev.opportune.authoring.Place;
import dev.opportune.authoring.Problem;
import dev.opportune.kernel.timeline.Entry;
import dev.opportune.kernel.timeline.Event;
import dev.opportune.kernel.timeline.ProfileChange;
import dev.opportune.kernel.timeline.Properties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads events from files: NDJSON of Segment messages, or CSV with a header. Each arrived when it happened. Several files
 * become one history in the order of time; the order of files and rows is no matter.
 */
public final class EventFiles {
    /** The source of everything read from a file. */
    public static final String SOURCE = "import";

    private final Json json = new Json();
    private final Comparator<Entry> order = Comparator.comparing(Entry::step).thenComparing(this::content);

    /**
     * What the files hold.
     *
     * @param entries in the order of their steps, each id once
     * @param duplicates how many more lines had an id that another line had
     * @param problems every line that could not be read, by file and line
     */
    public record History(List<Entry> entries, int duplicates, List<Problem> problems) {}

    /** Reads all of the files; never throws for what is in them. */
    public History read(List<Path> files) {
        List<Entry> read = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (Path file : files) {
            try {
                if (isCsv(file)) {
                    new CsvFile(file, json).read(read::add, problems::add);
                } else {
                    new NdjsonFile(file).read(read::add, problems::add);
                }
            } catch (CharacterCodingException notUtf8) {
                problems.add(problem("not_utf8", file, 0, "it is not UTF-8 throughout"));
            } catch (IOException unreadable) {
                problems.add(unreadable(file));
            }
        }
        return history(read, problems);
    }

    private static Problem unreadable(Path file) {
        if (!Files.exists(file)) {
            return problem("no_such_file", file, 0, "there is no such file");
        }
        return Files.isDirectory(file)
                ? problem("unreadable_file", file, 0, "it is a folder; name the files in it")
                : problem("unreadable_file", file, 0, "it cannot be read");
    }

    /** @param line from 1; 0 for the file as a whole */
    static Problem problem(String code, Path file, long line, String message) {
        return Problem.error(code, Place.of(file.toString(), Math.toIntExact(line)), message, "");
    }

    private History history(List<Entry> read, List<Problem> problems) {
        read.sort(order);
        Set<List<String>> seen = new HashSet<>();
        List<Entry> entries = new ArrayList<>(read.size());
        for (Entry entry : read) {
            if (seen.add(List.of(entry.source(), entry.id()))) {
                entries.add(entry);
            }
        }
        return new History(List.copyOf(entries), read.size() - entries.size(), List.copyOf(problems));
    }

    private static boolean isCsv(Path file) throws IOException {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (name.endsWith(".csv")) {
            return true;
        }
        if (name.endsWith(".ndjson") || name.endsWith(".jsonl") || name.endsWith(".json")) {
            return false;
        }
        try (var lines = Files.lines(file)) {
            return lines.map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .findFirst()
                    .map(line -> !line.startsWith("{"))
                    .orElse(false);
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
    }

    /** Orders lines that share an id and an instant, so that it is no matter which of them came first. */
    private String content(Entry entry) {
        if (entry instanceof Event event) {
            return event.profileId() + "\n" + event.name() + "\n" + json.write(event.properties()) + event.statement();
        }
        ProfileChange change = (ProfileChange) entry;
        return change.profileId()
                + "\n\n"
                + json.write(change.statement().traits())
                + change.statement().withTraits(Properties.NONE);
    }
}
