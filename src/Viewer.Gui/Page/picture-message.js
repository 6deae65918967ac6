// Reads the binary message that PictureMessage.cs writes; the layout stands there.

const version = 1;
const whole = 1;
const headBytes = 40;
const areaBytes = 12;

export function readPictureMessage(buffer) {
  const view = new DataView(buffer);
  if (view.getUint8(0) !== version) throw new Error("The viewer program is of another version than this page.");

  const areas = [];
  const areaCount = view.getUint32(36, true);
  for (let i = 0, at = headBytes; i < areaCount; i++, at += areaBytes) {
    areas.push({
      atlasX: view.getUint16(at, true),
      atlasY: view.getUint16(at + 2, true),
      x: view.getUint16(at + 4, true),
      y: view.getUint16(at + 6, true),
      width: view.getUint16(at + 8, true),
      height: view.getUint16(at + 10, true),
    });
  }

  return {
    isWhole: view.getUint8(1) === whole,
    number: view.getUint32(4, true),
    frame: view.getUint32(8, true),
    skipped: view.getUint32(12, true),
    captureTime: Number(view.getBigInt64(16, true)),
    width: view.getUint16(28, true),
    height: view.getUint16(30, true),
    areas,
    atlas: new Uint8Array(buffer, headBytes + areaCount * areaBytes),
  };
}
