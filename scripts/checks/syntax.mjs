import { readFileSync } from "node:fs";
import { parseSync } from "@swc/core";
import { sourceFiles } from "./source-files.mjs";

const ACTION_MODULE = "@/lib/entry/action";

/**
 * Checks what imports do not show: who reads the environment, and that every server action is made by
 * `action(…)`, which is what checks the caller.
 * @returns one sentence for each finding in the files of the current folder.
 */
export function checkSyntax() {
  return sourceFiles().flatMap((path) => syntaxFindings(path, readFileSync(path, "utf8")));
}

/** The same for the source of one file. */
export function syntaxFindings(path, source) {
  const program = parseSync(source, { syntax: "typescript", tsx: path.endsWith("x"), target: "es2024" });
  const findings = [];
  if (!mayReadEnvironment(path) && some(program, readsEnvironment)) findings.push(`${path}: only lib/env.ts reads process.env.`);
  if (some(program, isUnheardAuthorize)) findings.push(`${path}: authorize(…) in an organization answers later: await it.`);
  if (isServerModule(program)) {
    findings.push(...uncheckedActions(program).map((name) => `${path}: the server action ${name} is not made by action(…).`));
  } else if (some(program, isServerFunction)) {
    findings.push(`${path}: "use server" belongs at the top of a file whose exports are made by action(…).`);
  }
  return findings;
}

/** The framework's own hook compares NEXT_RUNTIME, which is a constant of the build. Tests set what they need. */
const mayReadEnvironment = (path) => path === "lib/env.ts" || path === "instrumentation.ts" || /\.test\.tsx?$/.test(path);

function readsEnvironment(node) {
  if (node.type === "ImportDeclaration") return /^(node:)?process$/.test(node.source.value);
  if (node.type !== "MemberExpression") return false;
  const name = node.object.type === "MemberExpression" ? node.object.property.value : node.object.value;
  return name === "process" && (node.property.value === "env" || node.property.type === "Computed");
}

/** `authorize(actor, permission, scope)` as a statement of its own: its refusal would come when all is done. */
const isUnheardAuthorize = ({ type, expression }) =>
  type === "ExpressionStatement" &&
  expression.type === "CallExpression" &&
  expression.callee.value === "authorize" &&
  expression.arguments.length > 2;

const isDirective = (statement) =>
  statement?.type === "ExpressionStatement" && statement.expression.type === "StringLiteral" && statement.expression.value === "use server";

const isServerModule = (program) => isDirective(program.body[0]);
const isServerFunction = (node) => Array.isArray(node.stmts) && isDirective(node.stmts[0]);

/** Names of what a "use server" file exports otherwise than as `export const x = action(…)`. */
function uncheckedActions(program) {
  const makers = new Set(
    program.body
      .filter((item) => item.type === "ImportDeclaration" && item.source.value === ACTION_MODULE && !item.typeOnly)
      .flatMap((item) => item.specifiers)
      .filter((specifier) => (specifier.imported ?? specifier.local).value === "action")
      .map((specifier) => specifier.local.value),
  );
  return program.body.flatMap((item) => {
    if (item.type === "ExportDefaultDeclaration" || item.type === "ExportDefaultExpression") return ["(default)"];
    if (item.type === "ExportAllDeclaration") return ["(everything of another file)"];
    if (item.type === "ExportNamedDeclaration")
      return item.typeOnly ? [] : item.specifiers.map((one) => (one.exported ?? one.orig ?? one.name).value);
    if (item.type !== "ExportDeclaration") return [];
    const { declaration } = item;
    if (declaration.type === "TsInterfaceDeclaration" || declaration.type === "TsTypeAliasDeclaration") return [];
    if (declaration.type !== "VariableDeclaration") return [declaration.identifier.value];
    return declaration.declarations
      .filter(({ init }) => !(init?.type === "CallExpression" && init.callee.type === "Identifier" && makers.has(init.callee.value)))
      .map(({ id }) => id.value);
  });
}

/** Whether the test holds for the node or anything below it. */
function some(node, test) {
  if (Array.isArray(node)) return node.some((item) => some(item, test));
  if (node === null || typeof node !== "object") return false;
  if (typeof node.type === "string" && test(node)) return true;
  return Object.values(node).some((value) => some(value, test));
}
