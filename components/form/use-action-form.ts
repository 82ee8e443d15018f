"use client";

import { type FormEvent, type RefCallback, useEffect, useRef, useState, useTransition } from "react";
import type { FieldValues } from "react-hook-form";
import type { z } from "zod";
import { failureOf, isFrameworkSignal } from "@/components/form/failure";
import { type Control, type FieldReader, readerOf } from "@/components/form/field-reader";
import type { FormCheck } from "@/components/form/form-check";
import { withProof } from "@/components/form/proof";
import { announce } from "@/components/ui/announcer";
import type { ActionResult } from "@/lib/entry/action-result";

export interface ActionFormOptions<I extends object, T> {
  /** What is sent, out of what the fields hold. */
  input: (fields: FieldReader<keyof I & string>) => I;
  /** The server action. It parses again: what the browser checks only saves a round trip. */
  action: (input: I) => Promise<ActionResult<T>>;
  /** Loads the schema of the domain at the first submit, so that no page waits for it. */
  schema?: () => Promise<z.ZodType<unknown, FieldValues>>;
  /** Return `leaving` when the page is about to be left, so that the form stays busy until then. */
  onSuccess?: (data: T, sent: I) => "leaving" | undefined;
  /** Sees the error first; return true when nothing is left to show. */
  onFailure?: (error: { type: string; message: string }) => boolean;
}

/** What a control needs to belong to a form; spread it on an input, select or textarea. */
export interface Registration {
  name: string;
  ref: RefCallback<Control>;
  onChange: () => void;
}

export interface ActionForm<N extends string> {
  register: (name: N) => Registration;
  errorOf: (name: N) => string | undefined;
  /** The present text of a field, following what is typed. */
  watch: (name: N) => string;
  /** Checks one field as a submit would, and moves focus to it when it is wrong. */
  check: (name: N) => Promise<boolean>;
  submit: (event?: FormEvent) => void;
  /** Takes what was typed away, and every message. */
  clear: () => void;
  pending: boolean;
  /** What went wrong with the form as a whole; with the request's id when the fault is ours. */
  problem: { message: string; requestId?: string } | null;
}

type Errors = Record<string, string>;

/**
 * Binds a form to a server action: checks in the browser, sends once, puts errors beside their fields, moves
 * focus to the first wrong one, keeps what was typed, asks for a fresh proof where one is needed, and says so when the network is lost. The elements hold
 * the values, so that what was typed before the script came is kept (docs/decisions/forms.md).
 */
export function useActionForm<I extends object, T>(options: ActionFormOptions<I, T>): ActionForm<keyof I & string> {
  type Name = keyof I & string;
  const [working, startTransition] = useTransition();
  const [leaving, setLeaving] = useState(false);
  const [errors, setErrors] = useState<Errors>({});
  const [problem, setProblem] = useState<ActionForm<Name>["problem"]>(null);
  const [watched, setWatched] = useState<Record<string, string>>({});
  const busy = useRef(false);
  const checking = useRef<Promise<FormCheck | null> | null>(null);
  const latest = useRef(options);
  latest.current = options;
  const order = useRef(new Set<Name>());
  const controls = useRef(new Map<string, Control>());
  const watching = useRef(new Set<Name>());
  const fields = readerOf<Name>(controls.current);

  useEffect(() => {
    setWatched(Object.fromEntries([...watching.current].map((name) => [name, readerOf(controls.current).text(name)])));
    // Coming back with the browser's button may revive this page just as it was left.
    const revive = () => {
      busy.current = false;
      setLeaving(false);
    };
    window.addEventListener("pageshow", revive);
    return () => window.removeEventListener("pageshow", revive);
  }, []);

  async function wrongFields(): Promise<Errors> {
    if (!options.schema) return {};
    checking.current ??= Promise.all([import("@/components/form/form-check"), options.schema()])
      .then(([{ formCheck }, schema]) => formCheck(schema, () => latest.current.input(fields)))
      .catch(() => {
        checking.current = null;
        return null;
      });
    const check = await checking.current;
    // Without the check, when it cannot be loaded, the server's still stands.
    return check ? check([...order.current]) : {};
  }

  /** Shows the messages of fields that are here, and says whether there were any. */
  function show(wrong: Errors): boolean {
    const shown = [...order.current].filter((name) => wrong[name] && controls.current.has(name));
    setErrors(Object.fromEntries(shown.map((name) => [name, wrong[name] ?? ""])));
    const first = shown[0];
    if (first) controls.current.get(first)?.focus();
    if (shown.length > 1) announce(`${shown.length} fields need your attention.`);
    return shown.length > 0;
  }

  async function send() {
    if (show(await wrongFields())) return;
    const input = options.input(fields);
    try {
      const result = await withProof(() => options.action(input));
      if (result.ok) {
        if (options.onSuccess?.(result.data, input) === "leaving") setLeaving(true);
        return;
      }
      const { error } = result;
      if (options.onFailure?.(error)) return;
      const beside = Object.fromEntries(Object.entries(error.fields ?? {}).map(([name, messages]) => [name, messages[0] ?? ""]));
      if (!show(beside)) setProblem({ message: error.message, ...(error.type === "INTERNAL" ? { requestId: error.requestId } : {}) });
    } catch (error) {
      if (isFrameworkSignal(error)) throw error;
      setProblem({ message: failureOf(error) });
    }
  }

  return {
    register: (name) => {
      order.current.add(name);
      return {
        name,
        ref: (control) => {
          if (control) controls.current.set(name, control);
          else controls.current.delete(name);
        },
        onChange: () => {
          if (watching.current.has(name)) setWatched((values) => ({ ...values, [name]: fields.text(name) }));
          // Whoever begins to mend it is not told off while typing.
          if (errors[name]) setErrors(({ [name]: _mended, ...rest }) => rest);
        },
      };
    },
    errorOf: (name) => errors[name],
    watch: (name) => {
      watching.current.add(name);
      return watched[name] ?? "";
    },
    check: async (name) => {
      const message = (await wrongFields())[name];
      return !show(message ? { [name]: message } : {});
    },
    submit: (event) => {
      event?.preventDefault();
      if (busy.current || leaving) return;
      busy.current = true;
      setProblem(null);
      startTransition(() =>
        send().finally(() => {
          busy.current = false;
        }),
      );
    },
    clear: () => {
      controls.current.values().next().value?.form?.reset();
      setErrors({});
      setWatched({});
      setProblem(null);
    },
    pending: working || leaving,
    problem,
  };
}
