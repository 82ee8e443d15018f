import { contactContract } from "@/lib/contact/contact.schema";
import type { OperationGroup } from "@/lib/entry/openapi/operation";
import { PERSON } from "@/lib/entry/openapi/operations/examples";

/** Writing to whoever runs the portal. */
export const contact: OperationGroup = {
  tag: "Contact",
  description: "Writing to whoever runs the portal.",
  operations: [
    {
      method: "post",
      path: "/contact",
      id: "sendContactMessage",
      summary: "Write to whoever runs the portal",
      description: "The message is mailed and kept nowhere. Five an hour from one network address.",
      caller: "optional",
      contract: { ...contactContract, status: 202, message: "Thank you. Your message is on its way." },
      errors: ["RATE_LIMITED"],
      example: {
        input: { name: PERSON.full_name, email: PERSON.email, subject: "A question", message: "How do I change my address?" },
        output: { status: "received" },
      },
    },
  ],
};
