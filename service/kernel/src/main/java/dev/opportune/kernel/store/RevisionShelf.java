package dev.opportune.kernel.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The revisions of a store on the heap: which were live, which are proposed, and their files. */
final class RevisionShelf {
    private final List<Activation> activations = new ArrayList<>();
    private final List<Motion> motions = new ArrayList<>();
    private final TreeMap<String, Map<String, byte[]>> revisions = new TreeMap<>();
    private @Nullable String outranked;

    void activate(Activation activation, Map<String, byte[]> files, @Nullable String outrankedFolder) {
        Admission.requireMillis(activation.at());
        keep(activation.revision(), files);
        activations.add(activation);
        activations.sort(Comparator.comparing(Activation::at));
        motions.removeIf(motion -> motion.revision().equals(activation.revision()));
        outranked = outrankedFolder;
    }

    void propose(Motion motion, Map<String, byte[]> files) {
        Admission.requireMillis(motion.at());
        keep(motion.revision(), files);
        withdraw(motion.by());
        motions.add(motion);
        motions.sort(Comparator.comparing(Motion::at));
    }

    private void keep(String revision, Map<String, byte[]> files) {
        if (files.isEmpty() && !revisions.containsKey(revision)) {
            throw new IllegalArgumentException(
                    "revision_without_files: revision " + revision + " is not kept yet; give its files");
        }
        revisions.putIfAbsent(revision, copy(files));
    }

    void withdraw(String proposedBy) {
        motions.removeIf(motion -> motion.by().equals(proposedBy));
    }

    void outrank(@Nullable String folderRevision) {
        outranked = folderRevision;
    }

    Optional<String> outranked() {
        return Optional.ofNullable(outranked);
    }

    List<Activation> activations() {
        return List.copyOf(activations);
    }

    List<Motion> motions() {
        return List.copyOf(motions);
    }

    Optional<Map<String, byte[]>> files(String revision) {
        return Optional.ofNullable(revisions.get(revision)).map(RevisionShelf::copy);
    }

    List<String> revisions(String prefix, int limit) {
        return revisions.tailMap(prefix).keySet().stream()
                .takeWhile(revision -> revision.startsWith(prefix))
                .limit(limit)
                .toList();
    }

    private static Map<String, byte[]> copy(Map<String, byte[]> files) {
        Map<String, byte[]> copies = new LinkedHashMap<>();
        new TreeMap<>(files).forEach((path, content) -> copies.put(path, content.clone()));
        return copies;
    }
}
