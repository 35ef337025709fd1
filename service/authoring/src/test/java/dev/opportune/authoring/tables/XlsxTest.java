package dev.opportune.authoring.tables;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.authoring.Place;
import dev.opportune.authoring.Problem;
import dev.opportune.authoring.Problems;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;

class XlsxTest {
    private static final String PATH = "a-flow/t.drl.xlsx";
    private static final List<List<String>> TABLE = List.of(
            List.of("RuleTable"),
            List.of("NAME", "CONDITION", "CONDITION", "CONDITION", "ACTION"),
            List.of("", "$c : Candidate", "", "Profile", ""),
            List.of("", "flow == \"$param\"", "value > $param", "orders > $param", "decide.veto($c, \"$param\");"),
            List.of("Name", "Flow", "Worth", "Orders", "Reason"),
            List.of("A row", "a-flow", "", "3", "why"),
            List.of("Another", "a-flow", "2.5", "", "why not"));

    private final Problems problems = new Problems();

    @Test
    void spreadsheet_isReadLikeCommaSeparatedValues() {
        String csv = """
                RuleTable
                NAME,CONDITION,CONDITION,CONDITION,ACTION
                ,$c : Candidate...,...,Profile,
                ,"flow == ""$param""\",value > $param,orders > $param,"decide.veto($c, ""$param"");"
                Name,Flow,Worth,Orders,Reason
                A row,a-flow,,3,why
                Another,a-flow,2.5,,why not
                """;

        assertThat(expanded(workbook(sheet -> {})))
                .isEqualTo(DecisionTable.csv("a-flow/t.drl.csv", csv, Map.of(), problems)
                        .rules()
                        .orElseThrow()
                        .text())
                .contains("$c : Candidate( flow == \"a-flow\", value > 2.5 )", "Profile( orders > 3 )");
    }

    @Test
    void numbersAndAnswers_areWrittenInOneWayEverywhere() {
        assertThat(expanded(workbook(sheet -> {
                    cell(sheet, 5, 2).setCellValue(0.1 + 0.2);
                    cell(sheet, 5, 3).setCellValue(1e7);
                    cell(sheet, 6, 2).setCellValue(true);
                })))
                .contains("value > 0.30000000000000004 )", "orders > 10000000 )", "value > true )");
    }

    @Test
    void cellsMergedDownwards_holdForEachRow() {
        assertThat(expanded(workbook(sheet -> {
                    cell(sheet, 6, 4).setBlank();
                    sheet.addMergedRegion(new CellRangeAddress(5, 6, 4, 4));
                })))
                .containsSubsequence("\"A row\"", "veto($c, \"why\")", "\"Another\"", "veto($c, \"why\")");
    }

    @Test
    void place_isRowAndColumn_andToldAsTheCell() {
        DecisionTable table = read(workbook(sheet -> {}));
        int at = table.rules().orElseThrow().text().indexOf("2.5");
        Place place = table.rules().orElseThrow().place(at);

        assertThat(place).isEqualTo(new Place(PATH, 7, 3));
        assertThat(table.told(Problem.error("x", place, "this is wrong", "")).message())
                .isEqualTo("cell C7 (2.5): this is wrong");
    }

    @Test
    void formulasErrorsDaysAndPercentages_areRefusedWhereTheyStand() {
        DecisionTable table = read(workbook(sheet -> {
            cell(sheet, 5, 2).setCellFormula("1+1");
            cell(sheet, 5, 3).setCellErrorValue((byte) 0x07);
            cell(sheet, 6, 2).setCellValue(46000);
            cell(sheet, 6, 2).setCellStyle(style(sheet, "dd.mm.yyyy"));
            cell(sheet, 6, 3).setCellValue(0.05);
            cell(sheet, 6, 3).setCellStyle(style(sheet, "0%"));
        }));

        assertThat(problems.all())
                .extracting(problem -> table.told(problem).toString())
                .containsExactly(
                        PATH + ":6:3: cell C6 (=): the cell has a formula; write the value itself, formatted as text",
                        PATH
                                + ":6:4: cell D6 (#DIV/0!): the cell has an error; write the value itself, formatted as text",
                        PATH
                                + ":7:3: cell C7 (46000): the cell has a day or a time; write the value itself, formatted as"
                                + " text",
                        PATH + ":7:4: cell D7 (0.05): the cell has a percentage; write the value itself, formatted as"
                                + " text");
        assertThat(table.rules()).isEmpty();
    }

    @Test
    void numbersInOtherFormats_areNumbers() {
        assertThat(expanded(workbook(sheet -> {
                    cell(sheet, 6, 2).setCellValue(1234.5);
                    cell(sheet, 6, 2).setCellStyle(style(sheet, "#,##0.00 \"days\";[Red]-#,##0.00"));
                })))
                .contains("value > 1234.5 )");
    }

    @Test
    void tableOnAnotherSheet_isNotLeftOutInSilence() {
        read(workbook(sheet -> sheet.getWorkbook()
                .createSheet("more")
                .createRow(3)
                .createCell(2)
                .setCellValue("RuleTable More")));

        assertThat(problems.all())
                .extracting(Problem::message)
                .containsExactly("there is a RuleTable on another sheet than the first");
    }

    @Test
    void moreSheetsThanAnybodyKeeps_areNotRead() {
        byte[] content = workbook(sheet ->
                IntStream.range(0, 60).forEach(number -> sheet.getWorkbook().createSheet("more " + number)));

        assertThat(refused(content)).isEqualTo("there are more than 50 sheets in it");
    }

    @Test
    void notesOnAnotherSheet_areForPeople() {
        assertThat(expanded(workbook(sheet -> sheet.getWorkbook()
                        .createSheet("notes")
                        .createRow(0)
                        .createCell(0)
                        .setCellFormula("1+1"))))
                .contains("A row");
    }

    @Test
    void macros_areRefused() {
        assertThat(refused(zip("xl/vbaProject.bin", "code"))).isEqualTo("there are macros in the file");
    }

    @Test
    void oldFormat_isRefusedByName() {
        assertThat(refused(new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 0}))
                .startsWith("the file is in an older format");
    }

    @Test
    void whatUnpacksToTooMuch_isNotUnpacked() {
        assertThat(refused(zip("xl/workbook.xml", " ".repeat(XlsxFile.LARGEST + 1))))
                .startsWith("unpacked, the file has");
    }

    @Test
    void entities_areNeverLookedUp() {
        byte[] file = zip(
                "xl/workbook.xml",
                "<!DOCTYPE w [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><workbook><sheets>&e;</sheets></workbook>");

        assertThat(refused(file)).isEqualTo("the file defines XML of its own");
    }

    @Test
    void anyOtherFile_isRefused() {
        assertThat(refused("name,condition".getBytes(UTF_8))).isEqualTo("the file is no spreadsheet");
        assertThat(refused(zip("xl/workbook.xml", "<workbook><sheets>"))).isEqualTo("the file is damaged");
        assertThat(refused(zip("word/document.xml", "<w/>"))).isEqualTo("there is no sheet in it");
    }

    private String refused(byte[] content) {
        Problems found = new Problems();
        assertThat(DecisionTable.xlsx(PATH, content, Map.of(), found).rules()).isEmpty();
        assertThat(found.all()).hasSize(1);
        return found.all().get(0).message();
    }

    private DecisionTable read(byte[] content) {
        return DecisionTable.xlsx(PATH, content, Map.of(), problems);
    }

    private String expanded(byte[] content) {
        DecisionTable table = read(content);
        assertThat(problems.all()).isEmpty();
        return table.rules().orElseThrow().text();
    }

    /** The table in a file as spreadsheets write it, with the two cells about a candidate merged; then changed. */
    private static byte[] workbook(Consumer<XSSFSheet> change) {
        try (XSSFWorkbook workbook = new XSSFWorkbook();
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            XSSFSheet sheet = workbook.createSheet("rules");
            for (int row = 0; row < TABLE.size(); row++) {
                XSSFRow created = sheet.createRow(row);
                for (int column = 0; column < TABLE.get(row).size(); column++) {
                    String text = TABLE.get(row).get(column);
                    if (text.matches("[\\d.]+")) {
                        created.createCell(column).setCellValue(Double.parseDouble(text));
                    } else if (!text.isEmpty()) {
                        created.createCell(column).setCellValue(text);
                    }
                }
            }
            sheet.addMergedRegion(new CellRangeAddress(2, 2, 1, 2));
            change.accept(sheet);
            workbook.write(out);
            return out.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static org.apache.poi.xssf.usermodel.XSSFCell cell(XSSFSheet sheet, int row, int column) {
        return sheet.getRow(row).getCell(column, Row.MissingCellPolicy.CREATE_NULL_AS_BLANK);
    }

    private static CellStyle style(XSSFSheet sheet, String format) {
        CellStyle style = sheet.getWorkbook().createCellStyle();
        style.setDataFormat(sheet.getWorkbook().createDataFormat().getFormat(format));
        return style;
    }

    private static byte[] zip(String part, String content) {
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            try (ZipOutputStream zip = new ZipOutputStream(out)) {
                zip.putNextEntry(new ZipEntry(part));
                zip.write(content.getBytes(UTF_8));
            }
            return out.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
