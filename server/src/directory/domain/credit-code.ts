// Owns the check of a unified social credit code (统一社会信用代码).
// Leaves where codes come from to the base data and the files that people bring.

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

/** Check character of the nine-character organisation code inside (GB 11714-1997, modulus 11, letters count from 10). */
function organisationCheck(body: string): string {
  const sum = ORGANISATION_WEIGHTS.reduce((total, weight, at) => total + weight * Number.parseInt(body.charAt(at), 36), 0);
  const rest = (11 - (sum % 11)) % 11;
  return rest === 10 ? 'X' : String(rest);
}

/** Last character of the whole code (GB 32100-2015, modulus 31, weights are the powers of 3). */
function codeCheck(body: string): string {
  let weight = 1;
  let sum = 0;
  for (const character of body) {
    sum += weight * ALPHABET.indexOf(character);
    weight = (weight * 3) % 31;
  }
  return ALPHABET.charAt((31 - (sum % 31)) % 31);
}

/** True if the text is an 18-character code whose two check characters are right. */
export function isCreditCode(text: string): boolean {
  return (
    /^[0-9A-HJ-NP-RT-UW-Y]{18}$/.test(text) &&
    text.charAt(16) === organisationCheck(text.slice(8, 16)) &&
    text.charAt(17) === codeCheck(text.slice(0, 17))
  );
}
