package dev.opportune.authoring.tables;

import dev.opportune.authoring.Place;
import dev.opportune.authoring.PlacedText;
import dev.opportune.authoring.Problems;
import dev.opportune.authoring.tables.XlsxFile.Refused;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads the first sheet of a spreadsheet. A cell is the text or the number that is stored in it; what only the program that
 * shows it could know, formulas above all, is refused.
 */
final class XlsxSheet {
    /** Each is read, to see that it has no table. */
    private static final int MOST_SHEETS = 50;

    private static final String WORKBOOK = "xl/workbook.xml";
    private static final String RELATIONS = "xl/_rels/workbook.xml.rels";
    private static final String TEXTS = "xl/sharedStrings.xml";
    private static final String TABLE = "ruletable";
    private static final int MOST_MERGED = 500;
    private static final int LARGEST_ROW = 1 << 20;
    private static final Pattern REFERENCE = Pattern.compile("([A-Z]{1,3})([1-9]\\d{0,6})");

    private final String path;
    private final XlsxFile file;
    private final Problems problems;
    private final XlsxFormats formats;
    private final List<String> texts = new ArrayList<>();

    private XlsxSheet(String path, XlsxFile file, Problems problems) throws XMLStreamException, Refused {
        this.path = path;
        this.file = file;
        this.problems = problems;
        this.formats = XlsxFormats.of(file);
    }

    /** Empty if it cannot be read; then there is a problem. */
    static Optional<Sheet> read(String path, byte[] content, Problems problems) {
        try {
            return Optional.of(new XlsxSheet(path, XlsxFile.unpacked(content), problems).read());
        } catch (Refused refused) {
            problems.error("invalid_xlsx", Place.of(path), String.valueOf(refused.getMessage()), refused.hint());
        } catch (XMLStreamException | NumberFormatException | IndexOutOfBoundsException damaged) {
            problems.error("invalid_xlsx", Place.of(path), "the file is damaged", "save it once more, as .xlsx");
        }
        return Optional.empty();
    }

    private Sheet read() throws XMLStreamException, Refused {
        List<String> parts = sheets();
        if (parts.isEmpty()) {
            throw new Refused("there is no sheet in it", "save it as .xlsx (\"Excel workbook\")");
        }
        Optional<XMLStreamReader> shared = file.xml(TEXTS);
        if (shared.isPresent()) {
            readTexts(shared.get());
        }
        Sheet first = sheet(parts.get(0), problems);
        for (String other : parts.subList(1, parts.size())) {
            if (hasTable(sheet(other, new Problems()))) {
                throw new Refused(
                        "there is a RuleTable on another sheet than the first",
                        "move it to the first one, or to a file of its own");
            }
        }
        return first;
    }

    private static boolean hasTable(Sheet sheet) {
        for (int row = 1; row <= sheet.lastRow(); row++) {
            if (sheet.row(row).stream()
                    .anyMatch(cell -> cell.written().toLowerCase(Locale.ROOT).startsWith(TABLE))) {
                return true;
            }
        }
        return false;
    }

    /** The parts of the file that are sheets, in their order. */
    private List<String> sheets() throws XMLStreamException, Refused {
        Set<String> sheets = new LinkedHashSet<>();
        Map<String, String> targets = new HashMap<>();
        Optional<XMLStreamReader> relations = file.xml(RELATIONS);
        while (relations.isPresent() && XlsxFile.nextElement(relations.get())) {
            String target = XlsxFile.attribute(relations.get(), "Target");
            targets.put(
                    XlsxFile.attribute(relations.get(), "Id"),
                    target.startsWith("/") ? target.substring(1) : "xl/" + target);
        }
        Optional<XMLStreamReader> workbook = file.xml(WORKBOOK);
        while (workbook.isPresent() && XlsxFile.nextElement(workbook.get())) {
            if (workbook.get().getLocalName().equals("sheet")) {
                String part = targets.getOrDefault(relation(workbook.get()), "");
                if (file.has(part)) {
                    sheets.add(part);
                }
                if (sheets.size() > MOST_SHEETS) {
                    throw new Refused("there are more than " + MOST_SHEETS + " sheets in it", "take the others out");
                }
            }
        }
        return List.copyOf(sheets);
    }

    /** The id is in a name space, of which there are two. */
    private static String relation(XMLStreamReader sheet) {
        for (int i = 0; i < sheet.getAttributeCount(); i++) {
            if (sheet.getAttributeLocalName(i).equals("id") && sheet.getAttributeNamespace(i) != null) {
                return sheet.getAttributeValue(i);
            }
        }
        return "";
    }

    private void readTexts(XMLStreamReader xml) throws XMLStreamException, Refused {
        while (XlsxFile.nextElement(xml)) {
            if (xml.getLocalName().equals("si")) {
                texts.add(text(xml, "si"));
            }
        }
    }

    /** All text in an element, less how to pronounce it. */
    private static String text(XMLStreamReader xml, String element) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        int aside = 0;
        boolean inText = false;
        while (xml.hasNext()) {
            int event = xml.next();
            boolean starts = event == XMLStreamConstants.START_ELEMENT;
            boolean ends = event == XMLStreamConstants.END_ELEMENT;
            if (ends && xml.getLocalName().equals(element)) {
                break;
            }
            if (starts || ends) {
                aside += xml.getLocalName().equals("rPh") ? (starts ? 1 : -1) : 0;
                inText = starts && xml.getLocalName().equals("t");
            } else if (inText && aside == 0 && event == XMLStreamConstants.CHARACTERS) {
                text.append(xml.getText());
            }
        }
        return text.toString();
    }

    private Sheet sheet(String part, Problems found) throws XMLStreamException, Refused {
        Sheet sheet = new Sheet();
        XMLStreamReader xml = file.xml(part).orElseThrow();
        int merged = 0;
        while (XlsxFile.nextElement(xml)) {
            if (xml.getLocalName().equals("c")) {
                cell(xml, sheet, found);
            } else if (xml.getLocalName().equals("mergeCell")) {
                merge(XlsxFile.attribute(xml, "ref"), sheet);
                merged++;
            }
            if (sheet.size() > Sheet.MOST_CELLS || merged > MOST_MERGED) {
                throw new Refused(
                        "the table has more than " + Sheet.MOST_CELLS + " cells, or " + MOST_MERGED + " merged ones",
                        "make two of it");
            }
        }
        return sheet;
    }

    private static int[] reference(String name) throws Refused {
        Matcher parts = REFERENCE.matcher(name);
        if (!parts.matches()) {
            throw new Refused("the file has a cell without a place", "save it once more, as .xlsx");
        }
        int column = 0;
        for (char letter : parts.group(1).toCharArray()) {
            column = column * 26 + letter - 'A' + 1;
        }
        return new int[] {Math.min(Integer.parseInt(parts.group(2)), LARGEST_ROW), column};
    }

    private static void merge(String range, Sheet sheet) throws Refused {
        String[] ends = range.split(":", -1);
        int[] first = reference(ends[0]);
        int[] last = reference(ends[ends.length - 1]);
        sheet.add(new Sheet.Merged(first[0], first[1], last[0], last[1]));
    }

    private void cell(XMLStreamReader xml, Sheet sheet, Problems found) throws XMLStreamException, Refused {
        int[] at = reference(XlsxFile.attribute(xml, "r"));
        String type = XlsxFile.attribute(xml, "t");
        String style = XlsxFile.attribute(xml, "s");
        Place place = new Place(path, at[0], at[1]);
        String stored = "";
        boolean formula = false;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("c")) {
                break;
            }
            if (event == XMLStreamConstants.START_ELEMENT) {
                switch (xml.getLocalName()) {
                    case "f" -> formula = true;
                    case "v" -> stored = xml.getElementText();
                    case "is" -> stored = text(xml, "is");
                    default -> {
                        // Extensions.
                    }
                }
            }
        }
        String written = formula || stored.isEmpty() ? stored : written(type, stored);
        if (!written.isBlank() || formula) {
            sheet.add(new Cell(at[0], at[1], PlacedText.made(written.isBlank() ? "=" : written.strip(), place)));
            wrong(type, style, formula)
                    .ifPresent(wrong -> found.error(
                            "invalid_cell",
                            place,
                            "the cell has " + wrong,
                            "write the value itself, formatted as text"));
        }
        if (written.length() > Sheet.LONGEST_CELL || (at[1] > Sheet.MOST_COLUMNS && !written.isBlank())) {
            throw new Refused(
                    "the table has more than " + Sheet.MOST_COLUMNS + " columns, or " + Sheet.LONGEST_CELL
                            + " characters in a cell",
                    "make two of it");
        }
    }

    private String written(String type, String stored) {
        return switch (type) {
            case "s" -> texts.get(Integer.parseInt(stored));
            case "b" -> stored.equals("1") ? "true" : "false";
            case "", "n" ->
                BigDecimal.valueOf(Double.parseDouble(stored))
                        .stripTrailingZeros()
                        .toPlainString();
            default -> stored;
        };
    }

    private Optional<String> wrong(String type, String style, boolean formula) {
        if (formula) {
            return Optional.of("a formula");
        }
        if (type.equals("e")) {
            return Optional.of("an error");
        }
        boolean number = type.isEmpty() || type.equals("n");
        return number ? formats.otherThanNumber(style) : Optional.empty();
    }
}
