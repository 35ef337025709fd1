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
    private final List<Proposal> proposals = new ArrayList<>();
    private final TreeMap<String, Map<String, byte[]>> revisions = new TreeMap<>();
    private @Nullable String outranked;

    void activate(Activation activation, Map<String, byte[]> files, @Nullable String outrankedFolder) {
        Admission.requireMillis(activation.at());
        keep(activation.revision(), files);
        activations.add(activation);
        activations.sort(Comparator.comparing(Activation::at));
        proposals.removeIf(proposal -> proposal.revision().equals(activation.revision()));
        outranked = outrankedFolder;
    }

    void propose(Proposal proposal, Map<String, byte[]> files) {
        Admission.requireMillis(proposal.at());
        keep(proposal.revision(), files);
        withdraw(proposal.by());
        proposals.add(proposal);
        proposals.sort(Comparator.comparing(Proposal::at));
    }

    private void keep(String revision, Map<String, byte[]> files) {
        if (files.isEmpty() && !revisions.containsKey(revision)) {
            throw new IllegalArgumentException(
                    "revision_without_files: revision " + revision + " is not kept yet; give its files");
        }
        revisions.putIfAbsent(revision, copy(files));
    }

    void withdraw(String proposedBy) {
        proposals.removeIf(proposal -> proposal.by().equals(proposedBy));
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

    List<Proposal> proposals() {
        return List.copyOf(proposals);
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
