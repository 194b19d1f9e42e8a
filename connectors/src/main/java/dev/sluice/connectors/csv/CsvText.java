package dev.sluice.connectors.csv;

import dev.sluice.connectors.text.TextBuffer;

/** Texts as cells. */
final class CsvText {
    private CsvText() {}

    /** Writes a text, in quotes if it holds what RFC 4180 wants quoted. */
    static void write(String text, TextBuffer out) {
        if (isPlain(text)) {
            out.text(text);
        } else {
            out.write('"');
            out.text(text.replace("\"", "\"\""));
            out.write('"');
        }
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ',' && (c == ',' || c == '"' || c == '\n' || c == '\r')) {
                return false;
            }
        }
        return true;
    }
}
