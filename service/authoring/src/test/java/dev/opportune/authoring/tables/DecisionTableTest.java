package dev.opportune.authoring.tables;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.authoring.Place;
import dev.opportune.authoring.PlacedText;
import dev.opportune.authoring.Problem;
import dev.opportune.authoring.Problems;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import org.drools.decisiontable.InputType;
import org.drools.decisiontable.SpreadsheetCompiler;
import org.junit.jupiter.api.Test;

class DecisionTableTest {
    private static final String TABLE = """
            RuleSet,rules.ours
            Import,dev.opportune.facts.*
            Variables,dev.opportune.facts.Decide decide
            ,RuleTable Vetoes,,,,,,
            ,NAME,CONDITION,CONDITION,CONDITION,CONDITION,PRIORITY,ACTION
            ,,$c : Candidate...,$c : Candidate...,Profile,,,decide
            a note,,"flow == ""$param""\","forall(||){message == ""$""}",orders > $param,"exists Sent( channel == ""$1"", message == ""$2"" )",,"veto($c, ""$param"")"
            ,Name,Flow,Messages,Orders,Sent,Priority,Reason
            ,The first,a-flow,"one, two",3,"email, hello",10,for a reason
            ,The second,another-flow,,,,,"it's, well, so"
            ,The third,,three,0,,-1,why not
            """;

    private final Problems problems = new Problems();

    @Test
    void rows_areWrittenAsRules() {
        assertThat(expanded("RuleTable,,\nNAME,CONDITION,ACTION\n,Profile,\n,orders > $param,go($param);\n,,\nA,5,x\n"))
                .isEqualTo("""
                        package rules.table_a_flow
                        import dev.opportune.facts.*
                        global dev.opportune.facts.Decide decide
                        rule "A"
                        when
                            Profile( orders > 5 )
                        then
                            go(x);
                        end

                        """);
    }

    /** The engine's own compiler of tables may be asked for a table in its language, so ours must mean the same. */
    @Test
    void table_meansWhatTheEngineWouldHaveItMean() {
        String theirs =
                new SpreadsheetCompiler().compile(new ByteArrayInputStream(TABLE.getBytes(UTF_8)), InputType.CSV);

        assertThat(plain(expanded(TABLE))).isEqualTo(plain(theirs));
        assertThat(plain(theirs))
                .contains("$c:Candidate(flow==\"a-flow\",message==\"one\"||message==\"two\")", "salience-1");
    }

    /** Without what is for people, and in one way of writing it. */
    private static List<String> plain(String drl) {
        return drl.lines()
                .map(line -> line.replaceFirst("//.*$", "")
                        .replaceAll("\\s+", "")
                        .replaceFirst("^((?:package|import|global).*);$", "$1"))
                .filter(line -> !line.isEmpty())
                .toList();
    }

    @Test
    void value_inQuotesStaysOneText() {
        assertThat(expanded(row("go(\"\"$param\"\");", "\"a \"\"b\"\" \\\""))).contains("go(\"a \\\"b\\\" \\\\\");");
        assertThat(expanded(row("go(\"\"$param\"\");", "\"\"\"quoted already\"\"\"")))
                .contains("go(\"quoted already\");");
    }

    @Test
    void value_withoutQuotesIsTakenAsItIs() {
        assertThat(expanded(row("go($param);", "a + \"\"b\"\""))).contains("go(a + \"b\");");
    }

    @Test
    void characterOfARule_knowsItsCell() {
        PlacedText rules = DecisionTable.csv("a-flow/t.drl.csv", TABLE, Map.of(), problems)
                .rules()
                .orElseThrow();

        assertThat(at(rules, "another-flow")).isEqualTo(new Place("a-flow/t.drl.csv", 10, 13));
        assertThat(at(rules, "two")).isEqualTo(new Place("a-flow/t.drl.csv", 9, 25));
        assertThat(at(rules, "orders > 0").column()).isEqualTo(columnOf("orders >"));
        assertThat(at(rules, "The third")).isEqualTo(new Place("a-flow/t.drl.csv", 11, 2));
    }

    private static Place at(PlacedText rules, String words) {
        return rules.place(rules.text().indexOf(words));
    }

    private static int columnOf(String words) {
        String line = TABLE.lines().skip(6).findFirst().orElseThrow();
        return line.indexOf(words) + 1;
    }

    @Test
    void problem_isToldWithTheNameOfTheCell() {
        DecisionTable table = DecisionTable.csv("a-flow/t.drl.csv", TABLE, Map.of(), problems);

        Problem told = table.told(Problem.error("x", new Place("a-flow/t.drl.csv", 10, 15), "this is wrong", ""));

        assertThat(told.message()).isEqualTo("cell C10: this is wrong");
    }

    @Test
    void semicolonsAndTabs_partCellsToo() {
        String csv = "RuleTable,,\nNAME,CONDITION,ACTION\n,Profile,\n,orders > $param,go(\"$param\")\n,,\nA,5,x\n";
        String expected = expanded(csv.replace("go(\"$param\")", "go()"));

        assertThat(expanded(csv.replace("go(\"$param\")", "go()").replace(',', ';')))
                .isEqualTo(expected);
        assertThat(expanded(csv.replace("go(\"$param\")", "go()").replace(',', '\t')))
                .isEqualTo(expected);
    }

    @Test
    void lineEndsAndByteOrderMark_makeNoDifference() {
        assertThat(expanded("\uFEFF" + TABLE.replace("\n", "\r\n"))).isEqualTo(expanded(TABLE));
    }

    @Test
    void severalLinesInACell_keepRowsCounted() {
        DecisionTable table = DecisionTable.csv(
                "a-flow/t.drl.csv",
                "RuleTable,,\nNAME,CONDITION,ACTION\n,Profile,\n,\"orders\n > $param\",go();\n,,\nA,5,x\n",
                Map.of(),
                problems);

        assertThat(table.rules().orElseThrow().text()).contains("Profile( orders\n > 5 )");
        assertThat(table.told(Problem.error("x", new Place("a-flow/t.drl.csv", 7, 3), "wrong", ""))
                        .message())
                .isEqualTo("cell B6: wrong");
    }

    @Test
    void writtenOut_aTableHasABound() {
        String code = "x".repeat(Sheet.LONGEST_CELL);
        StringBuilder csv = new StringBuilder("RuleTable,,\nNAME,CONDITION,ACTION\n,,\n,exists Sent(),")
                .append(code)
                .append("\n,,\n");
        for (int i = 0; i < 200; i++) {
            csv.append("Row ").append(i).append(",x,x\n");
        }

        assertThat(DecisionTable.csv("a-flow/t.drl.csv", csv.toString(), Map.of(), problems)
                        .rules())
                .isEmpty();
        assertThat(problems.all())
                .extracting(Problem::message)
                .singleElement()
                .asString()
                .startsWith("written out, the table has more than");
    }

    @Test
    void quoteThatIsMissing_isNotTheRestOfTheFile() {
        DecisionTable.csv(
                "a-flow/t.drl.csv", "RuleTable,\n\"NAME,\n" + "x,y\n".repeat(5_000) + "\"", Map.of(), problems);

        assertThat(problems.all()).extracting(Problem::code).containsExactly("table_too_large");
    }

    private static String row(String code, String cell) {
        String quoted = cell.startsWith("\"") ? cell : '"' + cell + '"';
        return "RuleTable,,\nNAME,CONDITION,ACTION\n,,\n,exists Sent(),\"" + code + "\"\n,,\nA,x," + quoted + "\n";
    }

    private String expanded(String csv) {
        DecisionTable table = DecisionTable.csv("a-flow/t.drl.csv", csv, Map.of(), problems);
        assertThat(problems.all()).isEmpty();
        return table.rules().orElseThrow().text();
    }
}
