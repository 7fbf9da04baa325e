import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON without a library, so that this example needs none; in your project, use yours. */
final class Json {
    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    static Object read(String text) {
        return new Json(text).value();
    }

    /** The value at a path of names and ranks: {@code at(ready, "pki", "clients", "insi_auto", "p12")}. */
    static Object at(Object value, Object... path) {
        for (Object step : path) {
            value = step instanceof Integer rank ? ((List<?>) value).get(rank) : ((Map<?, ?>) value).get(step);
        }
        return value;
    }

    static String text(Object value, Object... path) {
        return (String) at(value, path);
    }

    private Object value() {
        char first = peek();
        if (first == '{') {
            return object();
        }
        if (first == '[') {
            return array();
        }
        if (first == '"') {
            return string();
        }
        int start = at;
        while (at < text.length() && ",]} \r\n\t".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String word = text.substring(start, at);
        return switch (word) {
            case "null" -> null;
            case "true" -> true;
            case "false" -> false;
            default -> Double.valueOf(word);
        };
    }

    private Map<String, Object> object() {
        Map<String, Object> found = new LinkedHashMap<>();
        for (at++; peek() != '}'; skip(',')) {
            String name = string();
            skip(':');
            found.put(name, value());
        }
        at++;
        return found;
    }

    private List<Object> array() {
        List<Object> found = new ArrayList<>();
        for (at++; peek() != ']'; skip(',')) {
            found.add(value());
        }
        at++;
        return found;
    }

    private String string() {
        StringBuilder found = new StringBuilder();
        peek();
        for (at++; text.charAt(at) != '"'; at++) {
            char one = text.charAt(at);
            if (one != '\\') {
                found.append(one);
                continue;
            }
            char kind = text.charAt(++at);
            if (kind == 'u') {
                found.append((char) Integer.parseInt(text.substring(at + 1, at + 5), 16));
                at += 4;
            } else {
                int rank = "bfnrt".indexOf(kind);
                found.append(rank < 0 ? kind : "\b\f\n\r\t".charAt(rank));
            }
        }
        at++;
        return found.toString();
    }

    private char peek() {
        while (Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return text.charAt(at);
    }

    private void skip(char expected) {
        if (peek() == expected) {
            at++;
        }
    }
}
