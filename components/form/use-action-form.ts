"use client";

import { useEffect, useRef, useState, useTransition } from "react";
import { type FieldValues, type Path, type Resolver, type UseFormRegisterReturn, useForm } from "react-hook-form";
import type { z } from "zod";
import { failureOf, isFrameworkSignal } from "@/components/form/failure";
import { announce } from "@/components/ui/announcer";
import type { ActionResult } from "@/lib/entry/action-result";

/** What went wrong with a form as a whole. */
export interface FormProblem {
  message: string;
  /** Given when the fault is ours, so that the operator can find it. */
  requestId?: string;
}

export interface ActionFormOptions<I extends FieldValues, T> {
  /** The server action. It parses again: what the browser checks only saves a round trip. */
  action: (input: I) => Promise<ActionResult<T>>;
  /** Loads the schema of the domain when the form is first touched, so that no page waits for it. */
  schema?: () => Promise<z.ZodType<unknown, I>>;
  /** The last word on what is sent, such as a token from the address. */
  prepare?: (values: I) => I;
  /** Return `leaving` when the page is about to be left, so that the form stays busy until then. */
  onSuccess?: (data: T, sent: I) => "leaving" | undefined | Promise<"leaving" | undefined>;
  /** Sees the error first; return true when nothing is left to show. */
  onFailure?: (error: { type: string; message: string }) => boolean;
}

export interface ActionForm<I extends FieldValues> {
  register: (name: Path<I>) => UseFormRegisterReturn<Path<I>>;
  errorOf: (name: Path<I>) => string | undefined;
  /** The present value of a field, following what is typed. */
  watch: (name: Path<I>) => unknown;
  /** Checks one field as a submit would, and moves focus to it when it is wrong. */
  check: (name: Path<I>) => Promise<boolean>;
  submit: (event?: React.BaseSyntheticEvent) => void;
  /** Takes what was typed away, and every message. */
  clear: () => void;
  pending: boolean;
  problem: FormProblem | null;
}

/**
 * Binds a form to a server action: checks in the browser, sends once, puts errors beside their fields, moves
 * focus to the first wrong one, keeps what was typed, and says so when the network is lost. Fields take
 * their start values from the elements themselves, so that what was typed before the script came is kept.
 */
export function useActionForm<I extends FieldValues, T>(options: ActionFormOptions<I, T>): ActionForm<I> {
  const { action, schema, prepare, onSuccess, onFailure } = options;
  const [pending, startTransition] = useTransition();
  const [leaving, setLeaving] = useState(false);
  const [problem, setProblem] = useState<FormProblem | null>(null);
  const busy = useRef(false);
  const names = useRef(new Set<Path<I>>());

  const resolver: Resolver<I> = async (values, context, resolverOptions) => {
    if (!schema) return { values, errors: {} };
    try {
      const [loaded, { standardSchemaResolver }] = await Promise.all([schema(), import("@hookform/resolvers/standard-schema")]);
      const prepared = prepare ? prepare(values) : values;
      return await standardSchemaResolver<I, unknown, unknown>(loaded, undefined, { raw: true })(prepared, context, resolverOptions);
    } catch {
      // Without the schema the server's check still stands.
      return { values, errors: {} };
    }
  };
  const form = useForm<I>({ resolver, reValidateMode: "onChange" });

  useEffect(() => {
    // Coming back with the browser's button may revive this page just as it was left.
    const revive = () => {
      busy.current = false;
      setLeaving(false);
    };
    window.addEventListener("pageshow", revive);
    return () => window.removeEventListener("pageshow", revive);
  }, []);

  function showFields(fields: Record<string, string[]>): boolean {
    const wrong = [...names.current].filter((name) => fields[name]?.[0]);
    wrong.forEach((name, place) => {
      form.setError(name, { type: "server", message: fields[name]?.[0] ?? "" }, { shouldFocus: place === 0 });
    });
    if (wrong.length > 1) announce(`${wrong.length} fields need your attention.`);
    return wrong.length > 0;
  }

  async function send(values: I) {
    const input = prepare ? prepare(values) : values;
    setProblem(null);
    try {
      const result = await action(input);
      if (result.ok) {
        if ((await onSuccess?.(result.data, input)) === "leaving") setLeaving(true);
        return;
      }
      if (onFailure?.(result.error)) return;
      const beside = result.error.fields ? showFields(result.error.fields) : false;
      if (!beside) {
        const ours = result.error.type === "INTERNAL";
        setProblem({ message: result.error.message, ...(ours ? { requestId: result.error.requestId } : {}) });
      }
    } catch (error) {
      if (isFrameworkSignal(error)) throw error;
      setProblem({ message: failureOf(error) });
    }
  }

  const submit = form.handleSubmit(
    (values) =>
      new Promise<void>((resolve) => {
        startTransition(async () => {
          try {
            await send(values);
          } finally {
            busy.current = false;
            resolve();
          }
        });
      }),
    (errors) => {
      busy.current = false;
      setProblem(null);
      const count = Object.keys(errors).length;
      if (count > 1) announce(`${count} fields need your attention.`);
    },
  );

  return {
    register: (name) => {
      names.current.add(name);
      return form.register(name);
    },
    errorOf: (name) => form.getFieldState(name, form.formState).error?.message,
    watch: (name) => form.watch(name),
    check: (name) => form.trigger(name, { shouldFocus: true }),
    submit: (event) => {
      event?.preventDefault();
      if (busy.current || leaving) return;
      busy.current = true;
      void submit(event);
    },
    clear: () => {
      form.reset();
      setProblem(null);
    },
    pending: pending || leaving,
    problem,
  };
}
