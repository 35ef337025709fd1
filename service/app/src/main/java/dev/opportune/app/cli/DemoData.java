package dev.opportune.app.cli;

import dev.opportune.app.ingest.EventFiles;
import dev.opportune.app.ingest.EventFiles.History;
import dev.opportune.kernel.timeline.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The events of the files in a folder, merged by time.
 *
 * @param entries in the order of their steps
 * @param described one line on each file
 * @param synthetic the profiles of files that say they are synthetic
 */
record DemoData(List<Entry> entries, List<String> described, Set<String> synthetic) {
    private static final String SYNTHETIC = "synthetic";

    static DemoData in(Path folder, Terminal terminal) throws IOException {
        List<Path> files = files(folder);
        History all = InputFiles.read(files, terminal);
        if (all.entries().isEmpty()) {
            throw new RefusedException("there are no events in " + folder);
        }
        List<String> described = new ArrayList<>();
        Set<String> synthetic = new HashSet<>();
        for (Path file : files) {
            List<Entry> entries = new EventFiles().read(List.of(file)).entries();
            String name = file.getFileName().toString();
            boolean isSynthetic = name.toLowerCase(Locale.ROOT).contains(SYNTHETIC);
            if (isSynthetic) {
                entries.forEach(entry -> synthetic.add(entry.profileId()));
            }
            if (!entries.isEmpty()) {
                described.add(
                        name + (isSynthetic ? " (" + SYNTHETIC + ")" : "") + ": " + InputFiles.described(entries));
            }
        }
        return new DemoData(all.entries(), described, synthetic);
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new RefusedException("there is no folder " + folder
                    + "; name the one with the data by --data DIR, or go to where it is");
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found = files.filter(file -> file.toString().matches(".*\\.(csv|ndjson|jsonl)"))
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                throw new RefusedException("there are no .csv or .ndjson files in " + folder);
            }
            return found;
        }
    }

    Instant start() {
        return entries.get(0).occurredAt();
    }

    Instant end() {
        return entries.get(entries.size() - 1).occurredAt();
    }

    /** What to call a profile, so that nobody takes an invented person for a real one. */
    String name(String profileId) {
        return profileId + (synthetic.contains(profileId) ? " (" + SYNTHETIC + ")" : "");
    }
}
