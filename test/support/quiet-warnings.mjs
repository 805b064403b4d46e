// node:sqlite and type stripping are on purpose here; their warnings would hide others.
const { emitWarning } = process;
process.emitWarning = (warning, ...rest) => {
  if (/SQLite is an experimental feature|Type Stripping/i.test(String(warning))) return;
  emitWarning.call(process, warning, ...rest);
};
