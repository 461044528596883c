// Contrast, as WCAG 2 defines it.

/** The contrast of two colours that are written like `#1b2130`. */
export function contrast(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour) {
  const [red, green, blue] = parts(colour).map((part) => {
    const value = part / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function parts(colour) {
  const digits = colour.replace("#", "");
  const long = digits.length === 3 ? [...digits].map((digit) => digit + digit).join("") : digits;
  if (!/^[0-9a-f]{6}$/i.test(long)) throw new Error(`\`${colour}\` is no colour in hex`);
  return [0, 2, 4].map((at) => Number.parseInt(long.slice(at, at + 2), 16));
}
