/* Redoc's menu shows its maker's logo from a CDN. Nothing on this page comes from elsewhere. */
const image = HTMLImageElement.prototype;
const source = Object.getOwnPropertyDescriptor(image, "src");
const isOurs = (url) => new URL(url, location.href).origin === location.origin;

image.setAttribute = function (name, value) {
  if (name !== "src" || isOurs(value)) Element.prototype.setAttribute.call(this, name, value);
};

Object.defineProperty(image, "src", {
  ...source,
  set(url) {
    if (isOurs(url)) source.set.call(this, url);
  },
});
