package dev.opportune.app.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small rules for the service's own tests, so that no change of the shipped ones touches them. */
public final class TestRules {
    private static final String HEAD = """
            package rules.%s
            import dev.opportune.facts.*
            global dev.opportune.facts.Decide decide

            """;

    private TestRules() {}

    /** A policy under which everything passes that has consent; nobody is held out. */
    public static Path policy(Path folder) {
        write(folder.resolve("policy.yml"), """
                default_timezone: UTC
                lateness: 48h
                lookback: 120d
                holdout: 0%
                paused: false
                channels:
                  email: {consent: marketing, caps: [20 per 24h]}
                  sms: {consent: marketing-sms, caps: [20 per 24h]}
                caps: []
                retention: {events: 400d, decisions: 800d}
                """);
        return folder;
    }

    /** A product in the cart, and no order for a while: "remember". */
    public static Path nudge(Path folder, String delay) {
        flow(folder, "nudge", "email");
        write(folder.resolve("nudge/nudge.drl"), HEAD.formatted("nudge") + """
                        rule "In the cart"
                        when
                            $added : ProductAdded( now )
                        then
                            decide.trigger("nudge", $added);
                        end

                        rule "Still no order"
                        when
                            $t : Trigger( flow == "nudge" )
                        then
                            decide.delay($t, "%s", "remember").with("product", $t.getCause().text("name"));
                        end

                        rule "Ordered"
                        when
                            $t : Trigger( flow == "nudge" )
                            OrderCompleted( this after[0s] $t )
                        then
                            decide.end($t, "ordered");
                        end
                        """.formatted(delay));
        return folder;
    }

    /** Every product viewed: "seen", at once, by sms. */
    public static Path glance(Path folder) {
        flow(folder, "glance", "sms");
        write(folder.resolve("glance/glance.drl"), HEAD.formatted("glance") + """
                        rule "Viewed"
                        when
                            $viewed : ProductViewed( now )
                        then
                            Trigger t = decide.trigger("glance", $viewed).key($viewed.getId());
                            decide.send(t, "seen");
                            decide.end(t, "sent");
                        end
                        """);
        return folder;
    }

    /** Many rules beside the others, each looking at the cart and at what was viewed before; none of them ever acts. */
    public static Path many(Path folder, int rules) {
        flow(folder, "crowd", "email");
        StringBuilder text = new StringBuilder(HEAD.formatted("crowd"));
        for (int number = 1; number <= rules; number++) {
            text.append("""
                    rule "Number %1$d"
                    when
                        $added : ProductAdded( now, productId == "none-%1$d" )
                        $viewed : ProductViewed( productId == $added.productId, this before[0s, %1$dh] $added )
                    then
                        decide.trigger("crowd", $added).key("%1$d");
                    end

                    """.formatted(number));
        }
        write(folder.resolve("crowd/crowd.drl"), text.toString());
        return folder;
    }

    /** An app that asks for an email gets "you-asked". */
    public static Path request(Path folder) {
        flow(folder, "request", "email");
        write(folder.resolve("request/request.drl"), HEAD.formatted("request") + """
                        rule "Asked"
                        when
                            $asked : Requested( now, channel == "email" )
                        then
                            Trigger t = decide.trigger("request", $asked).key($asked.getId());
                            decide.send(t, "you-asked");
                            decide.end(t, "sent");
                        end
                        """);
        return folder;
    }

    /** Nothing ordered for a while after an order: "come-back". */
    public static Path silence(Path folder, String wait) {
        flow(folder, "silence", "email");
        write(folder.resolve("silence/silence.drl"), HEAD.formatted("silence") + """
                        rule "No order since"
                        when
                            $order : OrderCompleted()
                            not OrderCompleted( this after[1ms, %s] $order )
                        then
                            Trigger t = decide.trigger("silence", $order);
                            decide.send(t, "come-back");
                            decide.end(t, "sent");
                        end
                        """.formatted(wait));
        return folder;
    }

    /** A message a second, for ever: each is the cause of the next. Nothing caps them. */
    public static Path endless(Path folder) {
        write(
                folder.resolve("policy.yml"),
                "caps: []\nchannels: {email: {consent: marketing}}\ndefault_timezone: UTC\nlateness: 48h\n"
                        + "lookback: 120d\nholdout: 0%\npaused: false\nretention: {events: 400d, decisions: 800d}\n");
        flow(folder, "nudge", "email");
        write(folder.resolve("nudge/nudge.drl"), HEAD.formatted("nudge") + """
                        rule "In the cart"
                        when
                            $added : ProductAdded( now )
                        then
                            Trigger t = decide.trigger("nudge", $added);
                            decide.delay(t, "1s", "again");
                        end

                        rule "Over and over"
                        when
                            $sent : Sent( message == "again" )
                        then
                            Trigger t = decide.trigger("nudge", $sent).key($sent.getDecision());
                            decide.delay(t, "1s", "again");
                        end

                        rule "Sent"
                        when
                            $t : Trigger( flow == "nudge" )
                            Sent( trigger == $t, message == "again" )
                        then
                            decide.end($t, "sent");
                        end
                        """);
        return folder;
    }

    /** A flow of one rule, named "Fragile". */
    static Path fragile(Path folder, String when, String then) {
        flow(folder, "fragile", "email");
        write(folder.resolve("fragile/fragile.drl"), HEAD.formatted("fragile") + """
                        rule "Fragile"
                        when
                            %s
                        then
                            %s
                        end
                        """.formatted(when, then));
        return folder;
    }

    private static void flow(Path folder, String name, String channel) {
        write(folder.resolve(name + "/flow.yml"), """
                flow: %s
                owner: tests
                channel: %s
                priority: 50
                reentry: 0s
                open_for: 7d
                valid_for: 12h
                paused: false
                """.formatted(name, channel));
    }

    public static void write(Path file, String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
