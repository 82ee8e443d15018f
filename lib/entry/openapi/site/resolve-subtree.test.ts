import { expect, it } from "vitest";
import { resolveSubtree } from "@/lib/entry/openapi/site/resolve-subtree";

const document = {
  paths: { "/tree": { get: { schema: { $ref: "#/components/schemas/A~1Tree~0%20x", description: "beside" } } } },
  components: {
    schemas: {
      "A/Tree~ x": {
        type: "object",
        properties: { leaf: { $ref: "#/components/schemas/Leaf" }, branches: { items: { $ref: "#/components/schemas/A~1Tree~0%20x" } } },
      },
      Leaf: { type: "string", enum: ["a", null] },
    },
  },
};

it("puts references in place, also of names with strange characters, and leaves one that leads back into itself", () => {
  const { spec, errors } = resolveSubtree(document, ["paths", "/tree", "get"]);
  const ref = "#/components/schemas/A~1Tree~0%20x";
  expect(errors).toEqual([]);
  expect(spec).toEqual({
    schema: {
      type: "object",
      description: "beside",
      $$ref: ref,
      properties: {
        leaf: { type: "string", enum: ["a", null], $$ref: "#/components/schemas/Leaf" },
        branches: { items: { $ref: ref } },
      },
    },
  });
});

it("finds nothing where there is nothing", () => {
  expect(resolveSubtree(document, ["paths", "constructor", "get"])).toEqual({ spec: undefined, errors: [] });
});

it("goes to the page as text that needs nothing around it", () => {
  const copy: typeof resolveSubtree = new Function(`return ${resolveSubtree}`)();
  expect(copy(document, ["paths"])).toEqual(resolveSubtree(document, ["paths"]));
});
