package dev.opportune.authoring.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes other rules of hostile ones: what a person would try next who was refused once. */
final class Mutants {
    private static final Pattern WORD = Pattern.compile("[A-Za-z]{3,}");
    private static final Pattern TEXT = Pattern.compile("\"([^\"\\\\\n]{2,})\"");
    private static final Pattern CALL = Pattern.compile("\\(([^()\n]*)\\)");
    private static final Pattern SIGN = Pattern.compile("[.(),;=]");
    private static final Pattern STATEMENT = Pattern.compile("(?m)^    ([^\n{}]*\\([^\n{}]*\\));$");
    private static final String HEAD =
            "package rules.hostile\nimport dev.opportune.facts.*\nglobal dev.opportune.facts.Decide decide\n";
    private static final List<String> SPACES = List.of(" ", "\t", "  ", "\r\n", "\n\n", "/**/", "/* ; */", "// x\n");
    /** Where code could stand: @ is the code, as an expression. */
    private static final List<String> PLACES = List.of(
            "rule \"M\" when eval( @ != null ) then end",
            "rule \"M\" when ProductAdded( @ != null ) then end",
            "rule \"M\" when ProductAdded( now, $x : @ ) then end",
            "rule \"M\" when ProductAdded( category == @ ) then end",
            "rule \"M\" when ProductAdded( category in (\"a\", @) ) then end",
            "rule \"M\" when ProductAdded( containsProduct(@) ) then end",
            "rule \"M\" when not ProductAdded( price > 1 || @ == null ) then end",
            "rule \"M\" when exists ProductAdded( @ == null ) then end",
            "rule \"M\" when $o : Object() from @ then end",
            "rule \"M\" when accumulate( ProductViewed( @ != null ); $n : count() ) then end",
            "rule \"M\" when accumulate( ProductViewed(); $n : sum(@) ) then end",
            "rule \"M\" when accumulate( ProductViewed(); $n : count(); @ != null ) then end",
            "rule \"M\" when Number() from accumulate( ProductViewed(), init( @; ), action( @; ), result( @ ) ) then end",
            "rule \"M\" salience ( @ ) when ProductAdded() then end",
            "rule \"M\" enabled ( @ == null ) when ProductAdded() then end",
            "rule \"M\" timer ( expr: @ ) when ProductAdded() then end",
            "rule \"M\" date-effective ( @ ) when ProductAdded() then end",
            "rule \"M\" @Mine( @ ) when ProductAdded() then end",
            "rule \"M\" when ProductAdded() then @; end",
            "rule \"M\" when ProductAdded() then var x = @; end",
            "rule \"M\" when ProductAdded() then if (@ != null) {} end",
            "rule \"M\" when ProductAdded() then decide.send(null, \"\" + @); end",
            "rule \"M\" when ProductAdded() then Runnable r = () -> { @; }; r.run(); end",
            "rule \"M\" when ProductAdded() then new Object() { { @; } }; end",
            "rule \"M\" when ProductAdded() then class X { static Object x = @; } new X(); end",
            "rule \"M\" when ProductAdded() then for (;;) { @; } end",
            "rule \"M\" dialect \"mvel\" when ProductAdded() then @; end",
            "function Object f() { return @; } rule \"M\" when ProductAdded() then f(); end",
            "declare enum E A( @ ); x : Object end rule \"M\" when ProductAdded() then end",
            "declare T x : Object = @ end rule \"M\" when T() then end",
            "global Object other rule \"M\" when ProductAdded( other == @ ) then end",
            "query q() eval( @ != null ) end rule \"M\" when q() then end");

    private final SplittableRandom random;
    private final List<Hostile> hostile;
    private final List<String> payloads = new ArrayList<>();

    Mutants(List<Hostile> hostile, long seed) {
        this.hostile = hostile;
        this.random = new SplittableRandom(seed);
        for (Hostile one : hostile) {
            Matcher statement = STATEMENT.matcher(one.drl());
            if (statement.find()) {
                payloads.add(statement.group(1));
            }
        }
    }

    String next() {
        String drl = random.nextInt(3) == 0
                ? HEAD
                        + pick(PLACES)
                                .replace("@", "\u0000")
                                .replace("\u0000Mine", "@Mine")
                                .replace("\u0000", pick(payloads))
                        + "\n"
                : pick(hostile).drl();
        int changes = 1 + random.nextInt(3);
        for (int change = 0; change < changes; change++) {
            drl = changed(drl);
        }
        return drl;
    }

    private String changed(String drl) {
        return switch (random.nextInt(7)) {
            case 0 -> somewhere(drl, SIGN, sign -> pick(SPACES) + sign + pick(SPACES));
            case 1 -> somewhere(drl, Pattern.compile(" "), space -> pick(SPACES));
            case 2 -> somewhere(drl, WORD, this::escaped);
            case 3 -> somewhere(drl, CALL, call -> "((" + call.substring(1, call.length() - 1) + "))");
            case 4 -> somewhere(drl, TEXT, this::concatenated);
            case 5 -> named(drl);
            default ->
                somewhere(
                        drl,
                        WORD,
                        word -> random.nextBoolean()
                                ? word.toUpperCase(Locale.ROOT)
                                : word.charAt(0) + "\u200b" + word.substring(1));
        };
    }

    /** Changes one of the places where something is, other than in the three lines at the top. */
    private String somewhere(String drl, Pattern what, java.util.function.UnaryOperator<String> how) {
        List<int[]> found = new ArrayList<>();
        Matcher matcher = what.matcher(drl);
        for (int from = Math.max(drl.indexOf("rule \""), 0); matcher.find(from); from = matcher.end()) {
            found.add(new int[] {matcher.start(), matcher.end()});
        }
        if (found.isEmpty()) {
            return drl;
        }
        int[] place = pick(found);
        return drl.substring(0, place[0]) + how.apply(drl.substring(place[0], place[1])) + drl.substring(place[1]);
    }

    private String escaped(String word) {
        int at = random.nextInt(word.length());
        String code = String.format(Locale.ROOT, random.nextBoolean() ? "%04x" : "%04X", (int) word.charAt(at));
        return word.substring(0, at) + "\\" + "u".repeat(1 + random.nextInt(3)) + code + word.substring(at + 1);
    }

    private String concatenated(String text) {
        int at = 2 + random.nextInt(text.length() - 3);
        return text.substring(0, at) + "\" + \"" + text.substring(at);
    }

    /** By its full name what had a short one, and the other way round. */
    private String named(String drl) {
        if (random.nextBoolean()) {
            return somewhere(
                    drl,
                    Pattern.compile("(?<![.\\w])(System|Runtime|Thread|Class|Math|String)\\b"),
                    name -> "java.lang." + name);
        }
        Matcher qualified =
                Pattern.compile("(?<![\\w.])((?:[a-z]\\w*\\.)+)([A-Z]\\w*)").matcher(drl);
        int from = Math.max(drl.indexOf("rule \""), 0);
        if (!qualified.find(from)) {
            return drl;
        }
        String shorter = drl.substring(0, qualified.start()) + qualified.group(2) + drl.substring(qualified.end());
        return shorter.replaceFirst("\nimport", "\nimport " + Matcher.quoteReplacement(qualified.group()) + "\nimport");
    }

    private <T> T pick(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }
}
