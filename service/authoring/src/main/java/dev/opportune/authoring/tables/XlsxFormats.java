package dev.opportune.authoring.tables;

import dev.opportune.authoring.tables.XlsxFile.Refused;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Which cells show something else than the number that is stored: days, times and percentages. */
final class XlsxFormats {
    private static final String PART = "xl/styles.xml";
    /** What in a format is no letter of it: texts, conditions and colours, and what is escaped. */
    private static final Pattern ASIDE = Pattern.compile("\"[^\"]*\"|\\[[^\\]]*]|\\\\.|_.|\\*.");

    private static final Pattern OF_TIME = Pattern.compile("[ymdhs]", Pattern.CASE_INSENSITIVE);

    private final Map<Integer, String> codes = new HashMap<>();
    private final List<Integer> formats = new ArrayList<>();

    private XlsxFormats() {}

    static XlsxFormats of(XlsxFile file) throws XMLStreamException, Refused {
        XlsxFormats read = new XlsxFormats();
        Optional<XMLStreamReader> xml = file.xml(PART);
        if (xml.isPresent()) {
            read.read(xml.get());
        }
        return read;
    }

    private void read(XMLStreamReader xml) throws XMLStreamException, Refused {
        boolean ofCells = false;
        while (XlsxFile.nextElement(xml)) {
            switch (xml.getLocalName()) {
                case "numFmt" -> codes.put(number(xml, "numFmtId"), XlsxFile.attribute(xml, "formatCode"));
                case "cellXfs" -> ofCells = true;
                case "cellStyleXfs", "cellStyles", "dxfs" -> ofCells = false;
                case "xf" -> {
                    if (ofCells) {
                        formats.add(number(xml, "numFmtId"));
                    }
                }
                default -> {
                    // Fonts, fills and borders.
                }
            }
        }
    }

    private static int number(XMLStreamReader xml, String attribute) {
        try {
            return Integer.parseInt(XlsxFile.attribute(xml, attribute));
        } catch (NumberFormatException none) {
            return 0;
        }
    }

    /**
     * What a cell of this style shows, if that is not the number itself.
     *
     * @param style the number that the cell gives
     */
    Optional<String> otherThanNumber(String style) {
        int index = style.isEmpty() ? 0 : Integer.parseInt(style);
        int format = index < formats.size() ? formats.get(index) : 0;
        String code = codes.get(format);
        String bare = code == null ? "" : ASIDE.matcher(code).replaceAll("");
        if (format == 9 || format == 10 || bare.contains("%")) {
            return Optional.of("a percentage");
        }
        // The numbers of the formats of days and times that every spreadsheet knows without a code.
        boolean known = (format >= 14 && format <= 22)
                || (format >= 27 && format <= 36)
                || (format >= 45 && format <= 47)
                || (format >= 50 && format <= 58);
        boolean general = bare.equalsIgnoreCase("general");
        return known || (!general && OF_TIME.matcher(bare).find()) ? Optional.of("a day or a time") : Optional.empty();
    }
}
