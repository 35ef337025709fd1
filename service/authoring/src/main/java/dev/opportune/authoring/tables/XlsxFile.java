package dev.opportune.authoring.tables;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The parts of a spreadsheet's file, which is a ZIP of XML. What it unpacks to is bounded, whatever it says of itself. */
final class XlsxFile {
    /** What is wrong with a file as a whole. The message is for people. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;
        private final String hint;

        Refused(String message, String hint) {
            super(message);
            this.hint = hint;
        }

        String hint() {
            return hint;
        }
    }

    /** The most that all parts may take unpacked, in bytes. */
    static final int LARGEST = 16 << 20;

    private static final int MOST_PARTS = 500;
    private static final int BLOCK = 8192;
    private static final byte[] OLD_FORMAT = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0};
    private static final String MACROS = "vbaproject.bin";

    private final Map<String, byte[]> parts;

    private XlsxFile(Map<String, byte[]> parts) {
        this.parts = parts;
    }

    static XlsxFile unpacked(byte[] content) throws Refused {
        if (startsWith(content, OLD_FORMAT)) {
            throw new Refused(
                    "the file is in an older format, or protected by a password",
                    "save it as .xlsx (\"Excel workbook\"), without a password");
        }
        Map<String, byte[]> parts = new TreeMap<>();
        int left = LARGEST;
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(content))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                byte[] part = part(zip, left);
                left -= part.length;
                parts.put(entry.getName(), part);
                if (parts.size() > MOST_PARTS) {
                    throw new Refused("the file has too many parts", "copy the table into a new workbook");
                }
                if (entry.getName().toLowerCase(Locale.ROOT).endsWith(MACROS)) {
                    throw new Refused("there are macros in the file", "save it as .xlsx, without macros");
                }
            }
        } catch (IOException | IllegalArgumentException damaged) {
            throw new Refused("the file is damaged: " + damaged.getMessage(), "save it once more");
        }
        if (parts.isEmpty()) {
            throw new Refused("the file is no spreadsheet", "save it as .xlsx (\"Excel workbook\")");
        }
        return new XlsxFile(parts);
    }

    private static boolean startsWith(byte[] content, byte[] start) {
        return content.length >= start.length && Arrays.equals(content, 0, start.length, start, 0, start.length);
    }

    private static byte[] part(InputStream zip, int most) throws IOException, Refused {
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        byte[] block = new byte[BLOCK];
        for (int read = zip.read(block); read >= 0; read = zip.read(block)) {
            part.write(block, 0, read);
            if (part.size() > most) {
                throw new Refused(
                        "unpacked, the file has more than " + LARGEST + " bytes",
                        "copy the table alone into a new workbook");
            }
        }
        return part.toByteArray();
    }

    boolean has(String part) {
        return parts.containsKey(part);
    }

    /** Reads a part that there may be; its text has no entities, and nothing is fetched from anywhere. */
    Optional<XMLStreamReader> xml(String part) throws XMLStreamException {
        byte[] content = parts.get(part);
        if (content == null) {
            return Optional.empty();
        }
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return Optional.of(factory.createXMLStreamReader(new ByteArrayInputStream(content)));
    }

    /**
     * Goes to the start of the next element.
     *
     * @return false at the end
     */
    static boolean nextElement(XMLStreamReader xml) throws XMLStreamException, Refused {
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.DTD) {
                throw new Refused("the file defines XML of its own", "copy the table into a new workbook");
            }
            if (event == XMLStreamConstants.START_ELEMENT) {
                return true;
            }
        }
        return false;
    }

    /** An attribute without a name space; empty if there is none. */
    static String attribute(XMLStreamReader xml, String name) {
        String value = xml.getAttributeValue(null, name);
        return value == null ? "" : value;
    }
}
