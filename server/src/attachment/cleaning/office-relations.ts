// Owns what Word and Excel files say of themselves beside their content: parts of metadata with all that refers to them, and addresses on somebody's own disk.
// Leaves authors within the content to clean-office.ts. Each expression ends at the next `<`, so that no file makes them run for long.

const PROPERTIES = /\/(?:metadata\/(?:core-properties|thumbnail)|extended-properties|custom-properties)$/;
/** Also labels of confidentiality with their tenant, and what a document server wrote into the file: its people's names stand there. */
const METADATA = /^(?:docprops|docmetadata|customxml)\/|\.psmdcp$/;
/** `<Relationship …/>`, or with an end of its own; a value cannot hold `<`. */
const RELATION = /<(?:[\w.-]+:)?Relationship\s[^<]*(?:<\/(?:[\w.-]+:)?Relationship\s*>)?/g;
const TYPE_OF_PART = /<(?:[\w.-]+:)?(?:Override|Default)\s[^<]*(?:<\/(?:[\w.-]+:)?(?:Override|Default)\s*>)?/g;
/** On a disk, a share, or beside the file: whatever is not of the web may name the one who wrote it. */
const OF_THE_WEB = /^(?:https?|mailto|tel):|^#/i;
const LOCAL = /^(?:file:|[a-z]:[\\/]|\\\\|\/\/)/i;
const NOWHERE = 'about:blank';

/** Names, in small letters, of the parts that tell of the document instead of being it. @param rootRelations `_rels/.rels` */
export function metadataParts(names: readonly string[], rootRelations: string): ReadonlySet<string> {
  const told = [...rootRelations.matchAll(RELATION)].filter(([element]) => PROPERTIES.test(attribute(element, 'Type'))).map(([element]) => partName(attribute(element, 'Target')));
  return new Set([...told, ...names.map((name) => name.toLowerCase()).filter((name) => METADATA.test(name))]);
}

/** `[Content_Types].xml` without them. */
export function withoutParts(xml: string, dropped: ReadonlySet<string>): string {
  return xml.replace(TYPE_OF_PART, (element) => (dropped.has(partName(attribute(element, 'PartName'))) || attribute(element, 'Extension').toLowerCase() === 'psmdcp' ? '' : element));
}

/** A part's relations without those to metadata, and without addresses on somebody's disk or share. */
export function withoutRelations(xml: string, dropped: ReadonlySet<string>): string {
  return xml.replace(RELATION, (element) => {
    const target = attribute(element, 'Target');
    if (PROPERTIES.test(attribute(element, 'Type')) || dropped.has(partName(target))) return '';
    const elsewhere = attribute(element, 'TargetMode').toLowerCase() === 'external' ? !OF_THE_WEB.test(target) : LOCAL.test(target);
    return elsewhere ? element.replace(/(\sTarget\s*=\s*)(?:"[^"]*"|'[^']*')/, `$1"${NOWHERE}"`) : element;
  });
}

/** Other attributes that hold a path (where a picture was taken from, what is connected), and quoted links in Word's field codes. */
export function localPathsBlanked(xml: string): string {
  return xml
    .replace(/<[^<>]+>/g, (tag) => tag.replace(/(\s[\w:.-]+=)(?:"(?:file:|[a-z]:[\\/]|\\\\[^\\"]+\\)[^"]*"|'(?:file:|[a-z]:[\\/]|\\\\[^\\']+\\)[^']*')/gi, '$1""'))
    .replace(/(<w:instrText[^<>]*>)([^<]*)/g, (_all, tag: string, code: string) => tag + code.replace(/("|&quot;)(?:file:|[a-z]:[\\/]|\\\\)[^"&]*/gi, `$1${NOWHERE}`));
}

/** The value, decoded and trimmed; empty when there is none. */
function attribute(element: string, name: string): string {
  const value = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(element);
  return (value?.[1] ?? value?.[2] ?? '').replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|amp);/gi, (all, hex?: string, decimal?: string) => {
    const code = hex !== undefined ? parseInt(hex, 16) : decimal !== undefined ? Number(decimal) : 0x26;
    return code <= 0x10ffff ? String.fromCodePoint(code) : all;
  }).trim();
}

/** What is dropped lies at the top: a way there only goes up. */
const partName = (target: string): string => target.replace(/^(?:\.{0,2}\/)+/, '').toLowerCase();
