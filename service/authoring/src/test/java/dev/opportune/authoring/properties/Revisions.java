package dev.opportune.authoring.properties;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.opportune.authoring.folders.RulesFolder;
import dev.opportune.authoring.rules.Loaded;
import dev.opportune.authoring.rules.Rules;
import dev.opportune.kernel.session.Ruleset;
import dev.opportune.kernel.session.Rulesets;
import dev.opportune.kernel.store.Activation;
import dev.opportune.kernel.store.Store;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The shipped rules and what analysts may make of them, each compiled once. */
final class Revisions {
    /** How many revisions are made up, of one to three edits each. */
    private static final int ANY = 24;

    private static final String CART = "cart-recovery/cart-recovery.drl";
    private static final String SECOND_THOUGHTS_FLOW = """
            flow: second-thoughts
            owner: content
            channel: email
            priority: 75
            reentry: 3d
            open_for: 5d
            valid_for: 12h
            """;
    private static final String SECOND_THOUGHTS = """
            package rules.second_thoughts
            import dev.opportune.facts.*
            global dev.opportune.facts.Decide decide

            rule "An order is cancelled"
            when
                $cancelled : OrderCancelled( now )
            then
                Trigger t = decide.trigger("second-thoughts", $cancelled).key("cancelled");
                decide.delay(t, "1h", "what-went-wrong");
            end

            rule "Three days after a look at the cart nothing was ordered"
            when
                $look : CartViewed()
                not OrderCompleted( this after[0s, 3d] $look )
            then
                Trigger t = decide.trigger("second-thoughts", $look).key("cart");
                decide.send(t, "still-there");
            end

            rule "They ordered after all"
            when
                $t : Trigger( flow == "second-thoughts" )
                OrderCompleted( this after[0s] $t )
            then
                decide.end($t, "ordered");
            end

            rule "Something was sent"
            when
                $t : Trigger( flow == "second-thoughts" )
                Sent( trigger == $t )
            then
                decide.end($t, "done");
            end
            """;

    private static final Loaded SHIPPED = with(files -> files);

    /** Those under which the gates are the shipped ones, the simplest first. */
    private static final List<Loaded> PLAIN = List.of(
            SHIPPED,
            with(files -> replaced(files, CART, "\"30m\"", "\"1h\"")),
            with(files -> without(files, "cart-recovery")),
            with(Revisions::withSecondThoughts));

    /** How many of the first of {@link #ALL} have the shipped policy, and the shipped flows or nearly. */
    static final int FEW = PLAIN.size();

    /** What may go live: the few, and then whatever an analyst may come to save. */
    static final List<Loaded> ALL = Stream.concat(
                    PLAIN.stream(), IntStream.range(0, ANY).mapToObj(Revisions::any))
            .toList();

    private static final Map<String, Ruleset> COMPILED = ALL.stream()
            .collect(Collectors.toMap(
                    Loaded::revision, loaded -> loaded.ruleset().orElseThrow(), (first, same) -> first));

    private Revisions() {}

    private static Loaded any(int number) {
        Dice dice = new Dice(new Random(number).nextLong() >>> 1);
        return with(files -> {
            Map<String, byte[]> edited = files;
            for (int edits = 1 + dice.next(3); edits > 0; edits--) {
                edited = dice.one(Edits.ALL).apply(edited);
            }
            return edited;
        });
    }

    private static Loaded with(UnaryOperator<Map<String, byte[]>> change) {
        Map<String, byte[]> files =
                new TreeMap<>(RulesFolder.read(ShippedRules.folder()).files());
        Loaded loaded = new Rules().load(change.apply(files));
        if (loaded.ruleset().isEmpty()) {
            throw new AssertionError(loaded.problems());
        }
        return loaded;
    }

    static Map<String, byte[]> withSecondThoughts(Map<String, byte[]> files) {
        files.put("second-thoughts/flow.yml", SECOND_THOUGHTS_FLOW.getBytes(UTF_8));
        files.put("second-thoughts/second-thoughts.drl", SECOND_THOUGHTS.getBytes(UTF_8));
        return files;
    }

    static Map<String, byte[]> without(Map<String, byte[]> files, String flow) {
        files.keySet().removeIf(path -> path.startsWith(flow + "/"));
        return files;
    }

    static Map<String, byte[]> replaced(Map<String, byte[]> files, String path, String from, String to) {
        String text = new String(files.get(path), UTF_8);
        if (!text.contains(from)) {
            throw new AssertionError(path + " has no " + from);
        }
        files.put(path, text.replace(from, to).getBytes(UTF_8));
        return files;
    }

    /** Those that went live, as a store has it. */
    static Rulesets of(Store store) {
        return new Rulesets() {
            @Override
            public List<Activation> activations() {
                return store.activations();
            }

            @Override
            public Ruleset ruleset(String revision) {
                return COMPILED.get(revision);
            }
        };
    }

    /** That one of {@link #ALL} goes live. */
    static void activate(Store store, Instant at, int which) {
        Loaded loaded = ALL.get(which);
        store.activate(new Activation(at, loaded.revision(), "test"), loaded.files());
    }
}
