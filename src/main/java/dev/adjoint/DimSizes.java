package dev.adjoint;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads numbers for open dims, as options say them: {@code D=784}. */
public final class DimSizes {

    private static final Pattern DIM = Pattern.compile("\\s*([^=\\s]+)\\s*=\\s*(\\d+)\\s*");
    private static final int MOST_BITS = 31;

    private DimSizes() {}

    /**
     * The numbers by name.
     *
     * @param option what the option is called
     * @param example how it is written
     * @throws IllegalArgumentException with a sentence for the user, if one is no name and size, or given twice
     */
    public static Map<String, Long> read(List<String> dims, String option, String example) {
        Map<String, Long> sizes = new LinkedHashMap<>();
        for (String dim : dims) {
            Matcher parts = DIM.matcher(dim);
            if (!parts.matches()
                    || new BigInteger(parts.group(2)).bitLength() > MOST_BITS
                    || parts.group(2).matches("0+")) {
                throw new IllegalArgumentException(
                        option + " takes a name and a size, such as " + example + ", and `" + dim + "` is not");
            }
            if (sizes.put(parts.group(1), Long.valueOf(parts.group(2))) != null) {
                throw new IllegalArgumentException(option + " " + parts.group(1) + " is given twice");
            }
        }
        return sizes;
    }
}
