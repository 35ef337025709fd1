package dev.opportune.authoring.shipped;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChangesTest {
    private static final String DRL = """
            package rules.a
            // 5 == 6
            rule "Over 9 == 9"
            when
                $v : ProductViewed( now, price >= 12.50, $name : name )
                accumulate( Dwelled( this before[0s, 2h] $v, $s : seconds ); $sum : sum($s); $sum > 3 )
                not EmailOpened( machine == false )
            then
                decide.delay($t, "30m", "note 5").validFor("1h30m");
                decide.end($t, "done");
            end
            rule "Next"
            when
                $p : Profile( orders != 1 )
                Sent()
            then
            end
            """;

    @Test
    void drl_is_changed_in_each_number_comparison_constraint_condition_and_rule() {
        assertThat(DrlChanges.of("a/a.drl", DRL))
                .extracting(Change::toString)
                .containsExactlyInAnyOrder(
                        "a/a.drl:5 price >= 12.50 -> price > 12.50",
                        "a/a.drl:5 price >= 12.50 -> 13.50",
                        "a/a.drl:5 price >= 12.50 -> 11.50",
                        "a/a.drl:6 before[0s -> 1s",
                        "a/a.drl:6 before[0s, 2h -> 3h",
                        "a/a.drl:6 before[0s, 2h -> 1h",
                        "a/a.drl:6 before[0s, 2h -> 7201s",
                        "a/a.drl:6 before[0s, 2h -> 7199s",
                        "a/a.drl:6 $sum > 3 -> $sum >= 3",
                        "a/a.drl:6 $sum > 3 -> 4",
                        "a/a.drl:6 $sum > 3 -> 2",
                        "a/a.drl:7 machine == false -> machine != false",
                        "a/a.drl:7 machine == false -> true",
                        "a/a.drl:9 $t, \"30m\" -> \"31m\"",
                        "a/a.drl:9 $t, \"30m\" -> \"29m\"",
                        "a/a.drl:9 $t, \"30m\" -> \"1801s\"",
                        "a/a.drl:9 $t, \"30m\" -> \"1799s\"",
                        "a/a.drl:9 validFor(\"1h30m\" -> \"91m\"",
                        "a/a.drl:9 validFor(\"1h30m\" -> \"89m\"",
                        "a/a.drl:9 validFor(\"1h30m\" -> \"5401s\"",
                        "a/a.drl:9 validFor(\"1h30m\" -> \"5399s\"",
                        "a/a.drl:14 orders != 1 -> orders == 1",
                        "a/a.drl:14 orders != 1 -> 2",
                        "a/a.drl:14 orders != 1 -> 0",
                        "a/a.drl:5 without now of ProductViewed",
                        "a/a.drl:5 without price >= 12.50 of ProductViewed",
                        "a/a.drl:6 without this before[0s, 2h] $v of Dwelled",
                        "a/a.drl:6 without $sum > 3",
                        "a/a.drl:7 without machine == false of EmailOpened",
                        "a/a.drl:7 without not EmailOpened( machine == false )",
                        "a/a.drl:14 without orders != 1 of Profile",
                        "a/a.drl:15 without Sent()",
                        "a/a.drl:3 without rule \"Over 9 == 9\"",
                        "a/a.drl:12 without rule \"Next\"");
    }

    @Test
    void removal_takes_the_comma_or_semicolon_with_it() {
        assertThat(DrlChanges.of("a/a.drl", DRL).stream()
                        .filter(change -> change.what().startsWith("without "))
                        .map(change -> after(change, DRL).strip().replaceAll("\\s+", " ")))
                .contains(
                        "$v : ProductViewed( price >= 12.50, $name : name )",
                        "$v : ProductViewed( now, $name : name )",
                        "accumulate( Dwelled( $s : seconds ); $sum : sum($s); $sum > 3 )",
                        "accumulate( Dwelled( this before[0s, 2h] $v, $s : seconds ); $sum : sum($s) )",
                        "not EmailOpened( )");
    }

    @Test
    void yaml_is_changed_in_each_number_duration_share_time_and_flag() {
        String yaml = """
                # 7 things
                owner: team of six
                priority: 0
                paused: false
                caps: [1 per 24h]
                hours: {from: "23:59", share: 5%}
                """;
        assertThat(YamlChanges.of("p.yml", yaml))
                .extracting(Change::toString)
                .containsExactly(
                        "p.yml:3 priority: 0 -> 1",
                        "p.yml:4 paused: false -> true",
                        "p.yml:5 caps: 1 per 24h -> 2 per 24h",
                        "p.yml:5 caps: 1 per 24h -> 0 per 24h",
                        "p.yml:5 caps: 1 per 24h -> 1 per 25h",
                        "p.yml:5 caps: 1 per 24h -> 1 per 23h",
                        "p.yml:5 caps: 1 per 24h -> 1 per 86401s",
                        "p.yml:5 caps: 1 per 24h -> 1 per 86399s",
                        "p.yml:6 hours.from: 23:59 -> 00:00",
                        "p.yml:6 hours.from: 23:59 -> 23:58",
                        "p.yml:6 hours.share: 5% -> 6%",
                        "p.yml:6 hours.share: 5% -> 4%");
        assertThat(YamlChanges.of("p.yml", yaml).stream().map(change -> after(change, yaml)))
                .contains("hours: {from: \"00:00\", share: 5%}", "caps: [1 per 23h]");
    }

    /** The line that is changed, as it is then. */
    private static String after(Change change, String text) {
        byte[] changed = change.on(Map.of(change.file(), text.getBytes(UTF_8))).get(change.file());
        List<String> lines = new String(changed, UTF_8).lines().toList();
        return lines.get(change.line() - 1);
    }
}
